package io.carillon.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Echo;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Raw;
import io.carillon.engine.connection.Listener;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.Route;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.protocol.Protocol;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** An engine with one listener on a free loopback port, for tests; close it. */
public final class TestNode implements AutoCloseable {
  public static final StateSettings STATE =
      new StateSettings(
          128, 1 << 16, 1 << 16, 1000, 1 << 20, 100, Optional.empty(), Duration.ofSeconds(1));

  public static final EngineSettings SETTINGS =
      new EngineSettings(
          0,
          1024,
          1 << 20,
          Duration.ofSeconds(25),
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          1024,
          10_000,
          Duration.ofMinutes(10),
          STATE,
          new GlobalSettings(1000, 1 << 20));

  /** What an HTTP request gets on this node: nothing but a fixed answer. */
  public static final String HTTP_ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko.stream.materializer.io.tcp { write-buffer-size = 1b, coalesce-writes = 1 }
              pekko.io.tcp.direct-buffer-size = 32 KiB
              pekko.actor.default-dispatcher.fork-join-executor {
                parallelism-min = 2, parallelism-factor = 1.0
              }
              pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              """)
          .withFallback(ConfigFactory.load());

  private static final Config CLUSTERED =
      ConfigFactory.parseString(
              """
              pekko.actor { provider = cluster, allow-java-serialization = off }
              pekko.remote.artery {
                canonical { hostname = "127.0.0.1", port = 0 }
                advanced.materializer.io.tcp { write-buffer-size = 16 KiB, coalesce-writes = 10 }
                advanced.instruments = ["io.carillon.engine.SentToNodes"]
              }
              pekko.cluster {
                downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                split-brain-resolver { active-strategy = keep-majority, stable-after = 3s }
                run-coordinated-shutdown-when-down = off
              }
              pekko.coordinated-shutdown.run-by-actor-system-terminate = off
              pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
              """)
          .withFallback(CONFIG);

  public final ActorSystem<Void> system;
  public final Engine engine;
  public final Listener listener;

  public TestNode() {
    this(SETTINGS, listener());
  }

  public TestNode(EngineSettings settings, ListenerSettings listenerSettings) {
    this(settings, listenerSettings, TestNode::ordinary, fixedAnswer());
  }

  /** With an application of the test's own behind every route. */
  public TestNode(Application application) {
    this(SETTINGS, listener(), route -> application);
  }

  public TestNode(
      EngineSettings settings,
      ListenerSettings listenerSettings,
      Function<Route, Application> applications) {
    this(settings, listenerSettings, applications, List.of());
  }

  TestNode(
      EngineSettings settings,
      ListenerSettings listenerSettings,
      Function<Route, Application> applications,
      List<Lifecycle> observers) {
    this(CONFIG, settings, listenerSettings, applications, fixedAnswer(), observers);
  }

  public TestNode(
      EngineSettings settings,
      ListenerSettings listenerSettings,
      Function<Route, Application> applications,
      Flow<ByteString, ByteString, NotUsed> http) {
    this(CONFIG, settings, listenerSettings, applications, http, List.of());
  }

  private TestNode(
      Config config,
      EngineSettings settings,
      ListenerSettings listenerSettings,
      Function<Route, Application> applications,
      Flow<ByteString, ByteString, NotUsed> http,
      List<Lifecycle> observers) {
    system = ActorSystem.create(Behaviors.empty(), "test", config);
    engine = Engine.start(system, settings, observers);
    listener = await(engine.listen(listenerSettings, applications, remote -> http));
  }

  /** One that can join a cluster, and is none yet. */
  public static TestNode clustered() {
    return new TestNode(
        CLUSTERED, SETTINGS, listener(), TestNode::ordinary, fixedAnswer(), List.of());
  }

  /** A node of a cluster without an engine. */
  static ActorSystem<Void> clusterSystem() {
    return ActorSystem.create(Behaviors.empty(), "test", CLUSTERED);
  }

  /** What the protocol of a route says. */
  public static Application ordinary(Route route) {
    return route.settings().protocol() == Protocol.ECHO ? Echo.INSTANCE : Raw.INSTANCE;
  }

  /** Any path is raw, {@code /echo} echoes. */
  public static ListenerSettings listener() {
    return listener(1 << 20, false, OverflowPolicy.DROP_NEWEST);
  }

  public static ListenerSettings listener(
      int maxMessageBytes, boolean compression, OverflowPolicy overflow) {
    return new ListenerSettings(
        "test",
        "127.0.0.1",
        0,
        compression,
        maxMessageBytes,
        1024,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Optional.empty(),
        100_000,
        4096,
        true,
        List.of(),
        Map.of("/echo", new RouteSettings(Protocol.ECHO, overflow)),
        new RouteSettings(Protocol.RAW, overflow));
  }

  public int port() {
    return listener.address().getPort();
  }

  /** Waits, at most ten seconds. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Flow<ByteString, ByteString, NotUsed> fixedAnswer() {
    return Flow.of(ByteString.class).take(1).map(request -> ByteString.fromString(HTTP_ANSWER));
  }

  @Override
  public void close() {
    system.terminate();
    await(system.getWhenTerminated());
  }
}
