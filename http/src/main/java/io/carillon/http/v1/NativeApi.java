package io.carillon.http.v1;

import static io.carillon.http.endpoint.Endpoint.delete;
import static io.carillon.http.endpoint.Endpoint.get;
import static io.carillon.http.endpoint.Endpoint.post;

import io.carillon.engine.Engine;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.jobs.Jobs;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code /v1}. */
public final class NativeApi {
  private NativeApi() {}

  /**
   * All rows, answered by one engine and its jobs.
   *
   * @param everybody whom functions of the gateway mean that name nobody
   * @param limits bounds of notifications
   */
  public static List<Endpoint> endpoints(
      Engine engine, Jobs jobs, Target everybody, SubscriptionLimits limits) {
    Broadcasts broadcasts = new Broadcasts(engine);
    Notifications notifications = new Notifications(engine, limits);
    Connections connections = new Connections(engine);
    List<Endpoint> rows =
        new ArrayList<>(
            List.of(
                post("/v1/broadcasts", broadcasts::send),
                get("/v1/broadcasts/{id}", broadcasts::receipt),
                post("/v1/notifications", notifications::send),
                get("/v1/connections/{id}", connections::describe),
                delete("/v1/connections/{id}", connections::close)));
    rows.addAll(DirectoryApi.endpoints(engine));
    rows.addAll(JobApi.endpoints(jobs));
    rows.addAll(GatewayApi.endpoints(engine, everybody));
    return rows;
  }
}
