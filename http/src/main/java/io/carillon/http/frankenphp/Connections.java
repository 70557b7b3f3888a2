package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.PercentEncoding;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The endpoints that look at connections, and those that drop and rename them. */
final class Connections {
  private final Engine engine;
  private final Target everybody;

  Connections(Engine engine, Target everybody) {
    this.engine = engine;
    this.everybody = everybody;
  }

  /** {@code {"clients":["..."],"route":""}}; {@code route} is always there. */
  CompletionStage<HttpResponse> list(Call call) {
    Optional<String> route = call.query().text("route");
    return engine
        .directory()
        .connections(on(route))
        .thenApply(
            ids -> {
              ObjectNode body = Answer.object();
              body.set("clients", Answer.array(Gathered.concat(ids)));
              return answer(body.put("route", route.orElse("")), ids);
            });
  }

  /** {@code {"count":8,"route":"/chat"}}; no {@code route} if none was sent. */
  CompletionStage<HttpResponse> count(Call call) {
    Optional<String> route = call.query().text("route");
    return engine
        .directory()
        .count(on(route))
        .thenApply(
            counts -> {
              ObjectNode body = Answer.object().put("count", Gathered.sum(counts));
              route.ifPresent(text -> body.put("route", text));
              return answer(body, counts);
            });
  }

  /** {@code {"routes":["/chat"]}}: routes with at least one connection. */
  CompletionStage<HttpResponse> routes(Call call) {
    return engine
        .directory()
        .routes()
        .thenApply(
            routes ->
                answer(
                    Answer.object().set("routes", Answer.array(Gathered.union(routes))), routes));
  }

  /**
   * {@code {"route":"/chat","clients":["..."],"count":1}}. The route is decoded a second time, as a
   * query value, which callers of the compatible system rely on.
   */
  CompletionStage<HttpResponse> byRoute(Call call) {
    String route = PercentEncoding.decodeQuery("route", call.parameter("route"));
    return engine
        .directory()
        .connections(Target.route(route))
        .thenApply(
            found -> {
              List<ConnectionId> ids = Gathered.concat(found);
              ObjectNode body = Answer.object().put("route", route);
              body.set("clients", Answer.array(ids));
              return answer(body.put("count", ids.size()), found);
            });
  }

  private Target on(Optional<String> route) {
    return route.map(Target::route).orElse(everybody);
  }

  private static HttpResponse answer(ObjectNode body, Gathered<?> gathered) {
    return Answer.lacking(Answer.json(body), gathered.missing());
  }

  /**
   * Drops the TCP connection without a close frame: {@code {"clientID":"x","success":true}}, or
   * {@code success: false} and an {@code error} for one that is not there, still with 200.
   */
  CompletionStage<HttpResponse> kill(Call call) {
    String id = call.parameter("clientID");
    return ConnectionId.parse(id)
        .map(engine::kill)
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(
            killed -> {
              ObjectNode body = Answer.object().put("clientID", id).put("success", killed);
              return Answer.json(
                  killed ? body : body.put("error", "Connection not found or already closed"));
            });
  }

  /**
   * Gives a connection another id: {@code
   * {"success":true,"currentId":"x","newId":"y","message":"Connection renamed successfully"}}, or
   * 400 if there is no such connection or another has the new id. Both ids are decoded a second
   * time, as query values, which callers of the compatible system rely on.
   */
  CompletionStage<HttpResponse> rename(Call call) {
    String current = PercentEncoding.decodeQuery("currentId", call.parameter("currentId"));
    String next = PercentEncoding.decodeQuery("newId", call.parameter("newId"));
    ConnectionId newId =
        ConnectionId.parse(next)
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "newId",
                        "invalid newId '"
                            + Shown.of(next)
                            + "': expected 1 to 128 characters without control characters"));
    return ConnectionId.parse(current)
        .map(id -> engine.rename(id, newId))
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(
            renamed -> {
              if (!renamed) {
                throw Refusal.badRequest("failed to rename connection");
              }
              return Answer.json(
                  Answer.object()
                      .put("success", true)
                      .put("currentId", current)
                      .put("newId", next)
                      .put("message", "Connection renamed successfully"));
            });
  }
}
