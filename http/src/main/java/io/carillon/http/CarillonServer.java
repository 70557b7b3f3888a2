package io.carillon.http;

import com.typesafe.config.Config;
import io.carillon.clusterconfig.Readiness;
import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.Listener;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.Route;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.protocol.events.Event;
import io.carillon.http.admin.AdminPort;
import io.carillon.http.analytics.Analytics;
import io.carillon.http.dialect.Dialects;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.events.EventHub;
import io.carillon.http.events.EventQueue;
import io.carillon.http.frankenphp.FrankenphpApi;
import io.carillon.http.jobs.Jobs;
import io.carillon.http.listener.PlainHttp;
import io.carillon.http.listener.PlainRoutes;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.metrics.MetricsEndpoint;
import io.carillon.http.redis.Redis;
import io.carillon.http.settings.AdminSettings;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.EventSettings;
import io.carillon.http.settings.JobSettings;
import io.carillon.http.settings.SettingsException;
import io.carillon.http.settings.ShutdownSettings;
import io.carillon.http.v1.NativeApi;
import io.carillon.http.webhook.Webhooks;
import io.carillon.http.webhook.WebhooksEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.LoggerFactory;

/**
 * A running server: its engine, its listeners and its admin port.
 *
 * <p>Owns everything it started, the actor system included; whoever started it calls {@link #stop}.
 * Thread-safe.
 *
 * <pre>{@code
 * CarillonServer server = CarillonServer.start(ConfigSources.shipped().load());
 * server.engine().broadcast(Target.all(), Message.text("hello"), BroadcastOptions.DEFAULT);
 * server.stop();
 * }</pre>
 */
public final class CarillonServer {
  /** Time for connections to answer their close frames. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** Time for admin requests that are still being answered, after the drain. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  /** Time for the last webhooks, among them those of the connections that the drain closed. */
  private static final Duration LAST_EVENTS = Duration.ofSeconds(2);

  private final ActorSystem<Void> system;
  private final CompletionStage<Done> terminated;
  private final Duration longestStop;
  private final ShutdownSettings shutdown;
  private final Metrics metrics = new Metrics();
  private final Webhooks webhooks;
  private final Redis redis;
  private final Engine engine;
  private final Analytics analytics;
  private final Jobs jobs;
  private final Gateway gateway;
  private final List<Listener> listeners = new ArrayList<>();
  private EventHub everybody;
  private Optional<EventQueue> events = Optional.empty();
  private ServerBinding admin;

  private CarillonServer(
      ActorSystem<Void> system, CarillonSettings settings, List<Lifecycle> observers) {
    this.system = system;
    this.terminated = Neighbours.ended(system, settings.cluster());
    this.longestStop = Neighbours.longestStop(settings.cluster());
    this.shutdown = settings.shutdown();
    this.webhooks = Webhooks.start(system, settings.webhooks(), metrics);
    this.redis = Redis.open(system, settings.redis(), metrics);
    List<Lifecycle> everybody = new ArrayList<>(observers);
    everybody.addAll(webhooks.lifecycles());
    this.engine = Engine.start(system, settings.engine(), everybody);
    this.analytics =
        Analytics.start(
            system,
            engine::broadcast,
            settings.analytics(),
            redis.store(settings.analytics()),
            metrics,
            redis::onAnalyticsEvent);
    redis.bridge(engine, analytics, settings);
    this.jobs = startJobs(system, engine, settings.jobs());
    this.gateway = Gateway.of(engine, settings.admin().everybody().gateway());
    EngineMeters.show(engine, metrics);
    ProcessMeters.show(system, settings.cluster(), metrics);
  }

  private static Jobs startJobs(ActorSystem<?> system, Engine engine, JobSettings settings) {
    return Jobs.start(system, engine, settings.configured(), settings.most(), settings.runOn());
  }

  /**
   * Starts a server and waits until every port is bound.
   *
   * @param config resolved, as {@code ConfigSources} loads it
   * @throws SettingsException if the configuration cannot be used; nothing was started
   * @throws StartException if a port cannot be bound; whatever was started is stopped
   */
  public static CarillonServer start(Config config) {
    return start(config, Extension.NONE);
  }

  /** As {@link #start(Config)}, with what a program that embeds the server adds. */
  static CarillonServer start(Config config, Extension extension) {
    CarillonSettings settings = CarillonSettings.of(config);
    // Several threads of Pekko log first; were the binding made then, it would warn on the console.
    LoggerFactory.getILoggerFactory();
    ActorSystem<Void> system = Neighbours.start(settings.cluster(), config);
    try {
      CarillonServer server = new CarillonServer(system, settings, extension.observers());
      server.listen(settings, extension);
      if (settings.admin().enabled()) {
        server.openAdmin(settings);
      }
      Neighbours.join(system, settings.cluster(), server::drain);
      return server;
    } catch (RuntimeException e) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      throw e;
    }
  }

  private void listen(CarillonSettings all, Extension extension) {
    Dialects dialects = new Dialects(engine, all, analytics.application());
    Function<Route, Application> applications = extension.applications(engine, all, dialects);
    PlainRoutes routes = extension.http(system, all.server());
    everybody =
        dialects.hub(
            all.listeners().stream().map(ListenerSettings::name).collect(Collectors.toSet()));
    metrics.counter(MeterName.INVALID_SUBSCRIPTION_FRAMES, dialects::invalidSubscriptionFrames);
    for (ListenerSettings settings : all.listeners()) {
      PlainHttp http =
          new PlainHttp(system, Readiness.of(system), analytics.http(settings, routes));
      listeners.add(
          bound(
              () -> engine.listen(settings, applications, http::flow),
              "carillon.listeners." + settings.name() + ".port",
              settings.host(),
              settings.port()));
    }
    events = all.events().queueDirectory().map(folder -> watch(folder, all.events(), dialects));
  }

  private EventQueue watch(Path folder, EventSettings settings, Dialects dialects) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw StartException.cannotUse("carillon.events.queue-directory", folder, e);
    }
    EventHub hub = dialects.hub(settings.listeners());
    return EventQueue.start(system, folder, settings, hub::publish);
  }

  private void openAdmin(CarillonSettings all) {
    AdminSettings settings = all.admin();
    admin =
        bound(
            () ->
                AdminPort.bind(
                    system, settings, endpoints(engine, jobs, all, metrics, webhooks), metrics),
            "carillon.admin.port",
            settings.host(),
            settings.port());
  }

  /** Every row of the admin port. */
  static List<Endpoint> endpoints(
      Engine engine, Jobs jobs, CarillonSettings settings, Metrics metrics, Webhooks webhooks) {
    AdminSettings admin = settings.admin();
    List<Endpoint> endpoints =
        new ArrayList<>(
            FrankenphpApi.endpoints(engine, admin.sends(), admin.everybody().frankenphp()));
    endpoints.addAll(
        NativeApi.endpoints(
            engine, jobs, admin.everybody().gateway(), settings.subscriptions().limits()));
    endpoints.add(MetricsEndpoint.of(metrics));
    endpoints.add(WebhooksEndpoint.of(webhooks));
    return endpoints;
  }

  private static <T> T bound(
      Supplier<CompletionStage<T>> binding, String key, String host, int port) {
    try {
      PortProbe.check(host, port);
      return binding.get().toCompletableFuture().join();
    } catch (CompletionException | IOException e) {
      throw StartException.cannotListen(key, host, port, e);
    }
  }

  /** The front door of the engine, for programs that embed the server. */
  public Engine engine() {
    return engine;
  }

  /** Sends an event by all listeners; see {@link Server#broadcast(String, Object)}. */
  CompletionStage<Receipt> broadcast(Event event, BroadcastOptions options) {
    return everybody.broadcast(event, options);
  }

  /** Broadcasts by the clock. */
  public Jobs jobs() {
    return jobs;
  }

  /** The same engine by users, groups and sessions. */
  public Gateway gateway() {
    return gateway;
  }

  /** The bound ports that take WebSockets, in the order of their names. */
  public List<Listener> listeners() {
    return List.copyOf(listeners);
  }

  /** Whether there is an admin port. */
  public boolean hasAdmin() {
    return admin != null;
  }

  /**
   * Where the admin API really listens.
   *
   * @throws IllegalStateException if it is not enabled
   */
  public InetSocketAddress adminAddress() {
    if (admin == null) {
      throw new IllegalStateException("carillon.admin.enabled is off");
    }
    return admin.localAddress();
  }

  /**
   * Longest time that a complete {@link #stop} takes with as many connections as there are now. An
   * engine that cannot count them will not close them either.
   */
  CompletionStage<Duration> longestStop() {
    return engine
        .longest(shutdown.waves())
        .exceptionally(failure -> Duration.ZERO)
        .thenApply(longestStop.plus(shutdown.keepServingFor())::plus);
  }

  /** Completes when the server is gone, whether or not {@link #stop} was called. */
  public CompletionStage<Done> terminated() {
    return terminated;
  }

  /**
   * Turns not ready, stops accepting, closes every connection, lets answers that are under way
   * finish, sends the last webhooks, and ends the actor system, all within about eight seconds; a
   * node of a cluster then takes the time to leave it. A second call changes nothing.
   *
   * <p>Where {@code carillon.shutdown.keep-serving-for} says so, it goes on serving at first, while
   * whoever asks whether it is ready hears that it is not, and sends no more clients here.
   *
   * <p>Connections are closed at once with 1001, or, where {@code carillon.shutdown} says so, with
   * 1012 over a time. Then the admin port goes on answering and jobs go on running until the last
   * wave, since there still is somebody to broadcast to. The folder of events is left alone as soon
   * as the first is closed: what is in it waits for the next start, where everybody gets it.
   */
  public CompletionStage<Done> stop() {
    Readiness.of(system).withdraw();
    return serveOn()
        .thenCompose(served -> endEvents())
        .thenCompose(ended -> closeConnections())
        .exceptionally(failure -> Done.getInstance())
        .thenCompose(
            drained ->
                endAdmin().thenCombine(webhooks.drain(LAST_EVENTS), (answered, sent) -> sent))
        .handle(
            (ended, failure) -> {
              system.terminate();
              return Done.getInstance();
            })
        .thenCompose(done -> terminated());
  }

  private CompletionStage<Done> serveOn() {
    if (shutdown.keepServingFor().isZero()) {
      return done();
    }
    long millis = shutdown.keepServingFor().toMillis();
    return terminated
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(Done.getInstance(), millis, TimeUnit.MILLISECONDS);
  }

  private CompletionStage<Done> closeConnections() {
    if (shutdown.waves().isAtOnce()) {
      jobs.stop();
      return unbindAdmin().thenCompose(unbound -> engine.drain(DRAIN));
    }
    return engine
        .drain(shutdown.waves(), DRAIN)
        .whenComplete((drained, failure) -> jobs.stop())
        .thenCompose(drained -> unbindAdmin());
  }

  /** What {@link #stop} does for others, for a node that the cluster ends; never fails. */
  private CompletionStage<Done> drain() {
    return endEvents()
        .thenCompose(ended -> engine.drain(DRAIN))
        .exceptionally(failure -> Done.getInstance())
        .thenCompose(drained -> webhooks.drain(LAST_EVENTS));
  }

  private CompletionStage<Done> endEvents() {
    return events.map(EventQueue::stop).orElseGet(CarillonServer::done);
  }

  private CompletionStage<Done> unbindAdmin() {
    return admin == null ? done() : admin.unbind();
  }

  private CompletionStage<Done> endAdmin() {
    return admin == null
        ? done()
        : admin.terminate(LAST_ANSWERS).thenApply(ended -> Done.getInstance());
  }

  private static CompletionStage<Done> done() {
    return CompletableFuture.completedFuture(Done.getInstance());
  }
}
