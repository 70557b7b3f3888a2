package io.carillon.http.analytics;

import io.carillon.engine.application.Application;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.analytics.AnalyticsCodec;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.endpoint.CrossOrigin;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.endpoint.EndpointTable;
import io.carillon.http.endpoint.RequestLimit;
import io.carillon.http.endpoint.RequestLimit.Verdict;
import io.carillon.http.endpoint.RequestTarget;
import io.carillon.http.listener.PlainRoutes;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.metrics.MetricsEndpoint;
import io.carillon.http.settings.AnalyticsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;

/**
 * Analytics of one server: one store, one audience, by whichever listeners and routes they come.
 *
 * <p>Runs on the actor system it was started on and ends with it. Thread-safe.
 */
public final class Analytics {
  /** A heartbeat whose figures take longer is left out. */
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(3);

  /** With cookies: by one a visitor is known. */
  private static final CrossOrigin.Grant PAGES =
      new CrossOrigin.Grant(
          "GET, POST",
          "Content-Type",
          "Allow, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining",
          true);

  private final Audience audience;
  private final AnalyticsSocket socket;
  private final AnalyticsHttp http;

  private Analytics(Audience audience, AnalyticsSocket socket, AnalyticsHttp http) {
    this.audience = audience;
    this.socket = socket;
    this.http = http;
  }

  /**
   * Starts the heartbeat, which waits for somebody to connect, and shows the meters.
   *
   * @param elsewhere is handed every event that is tracked here, on any thread; must not block
   */
  public static Analytics start(
      ActorSystem<?> system,
      Broadcasting engine,
      AnalyticsSettings settings,
      AnalyticsStore store,
      Metrics metrics,
      Consumer<Message> elsewhere) {
    InstantSource clock = InstantSource.system();
    StatsReading stats = new StatsReading(store, clock);
    Audience audience = new Audience(engine, metrics);
    ActorRef<Heartbeat.Command> heartbeat =
        startHeartbeat(system, settings.heartbeatInterval(), stats, audience);
    StoreMeters.show(store, clock, metrics);
    return new Analytics(
        audience,
        new AnalyticsSocket(stats, audience, heartbeat, metrics),
        new AnalyticsHttp(
            new EndpointTable(
                endpoints(
                    store, new EventTracking(store, audience, metrics, elsewhere), clock, metrics)),
            settings.maxBodyBytes(),
            limit(settings),
            metrics,
            Materializer.createMaterializer(system)));
  }

  private static ActorRef<Heartbeat.Command> startHeartbeat(
      ActorSystem<?> system, Duration interval, StatsReading stats, Audience audience) {
    return system.systemActorOf(
        Behaviors.supervise(
                Heartbeat.create(
                    interval,
                    () -> stats.read(HEARTBEAT_TIMEOUT),
                    figures -> audience.heartbeat(AnalyticsCodec.heartbeat(figures)),
                    audience::noHeartbeat))
            .onFailure(SupervisorStrategy.resume()),
        "carillon-analytics-heartbeat",
        Props.empty());
  }

  /** Every row that a listener serves beside an analytics route. */
  static List<Endpoint> endpoints(
      AnalyticsStore store, EventTracking tracking, InstantSource clock, Metrics metrics) {
    List<Endpoint> endpoints =
        new ArrayList<>(new AnalyticsApi(store, tracking, clock).endpoints());
    endpoints.add(MetricsEndpoint.of(metrics));
    return endpoints;
  }

  private static Function<InetAddress, Optional<Verdict>> limit(AnalyticsSettings settings) {
    if (settings.requestsPerMinute() == 0) {
      return address -> Optional.empty();
    }
    RequestLimit limit =
        new RequestLimit(
            settings.requestsPerMinute(), settings.rememberedAddresses(), System::nanoTime);
    return address -> Optional.of(limit.take(address));
  }

  /** What runs behind a route whose protocol is {@code analytics}. */
  public Application application() {
    return socket;
  }

  /**
   * What a listener serves to plain HTTP if it speaks analytics anywhere: the API, the meters, and
   * a request to upgrade wherever it does. Only what others serve if it does not. Pages of its
   * allowed origins may read what the API answers.
   *
   * @param others come before the request to upgrade on paths that no route names
   */
  public PlainRoutes http(ListenerSettings listener, PlainRoutes others) {
    SocketPaths sockets = new SocketPaths(listener);
    return sockets.isEmpty()
        ? others
        : api(listener)
            .or(upgrade(sockets::containsNamed))
            .or(others)
            .or(upgrade(sockets::contains));
  }

  private PlainRoutes api(ListenerSettings listener) {
    CrossOrigin api =
        new CrossOrigin(Set.copyOf(listener.allowedOrigins()), PAGES, request -> {}, http::answer);
    return request -> Optional.of(request).filter(each -> http.serves(path(each))).map(api::answer);
  }

  private PlainRoutes upgrade(Predicate<String> isSocket) {
    return request ->
        Optional.of(request).filter(each -> isSocket.test(path(each))).map(http::upgradeRequired);
  }

  private static String path(HttpRequest request) {
    return RequestTarget.of(request).path();
  }

  /**
   * Sends an event that was counted elsewhere to every client, byte for byte; it is not counted
   * here, nor handed elsewhere.
   *
   * @return when every outbox has answered; fails if the engine took nothing on
   */
  public CompletionStage<?> publish(Message event) {
    return audience.event(event);
  }
}
