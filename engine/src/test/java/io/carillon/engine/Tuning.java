package io.carillon.engine;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.Route;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.protocol.Protocol;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Settings of a node under test; those of {@link TestNode} unless changed. */
final class Tuning {
  int outboxFrames = TestNode.SETTINGS.outboxFrames();
  int outboxBytes = TestNode.SETTINGS.outboxBytes();
  Duration pingAfter = TestNode.SETTINGS.pingAfter();
  Duration pongTimeout = TestNode.SETTINGS.pongTimeout();
  Duration stallAfter = TestNode.SETTINGS.stallAfter();
  Duration slowAfter = TestNode.SETTINGS.slowAfter();
  Optional<Duration> listenerSlowAfter = Optional.empty();
  Duration pongStallAfter = TestNode.SETTINGS.pongStallAfter();
  Duration closeTimeout = TestNode.SETTINGS.closeTimeout();

  StateSettings state = TestNode.SETTINGS.state();

  boolean compression;
  int maxMessageBytes = 1 << 20;
  Duration messageTimeout = Duration.ofSeconds(10);
  Duration handshakeTimeout = Duration.ofSeconds(10);
  int maxConnections = 100_000;
  boolean acceptUnknownRoutes = true;
  List<String> allowedOrigins = List.of();
  OverflowPolicy overflow = OverflowPolicy.DROP_NEWEST;
  Map<String, RouteSettings> routes = Map.of();
  Function<Route, Application> applications = TestNode::ordinary;
  List<Lifecycle> observers = List.of();

  EngineSettings engine() {
    return new EngineSettings(
        0,
        outboxFrames,
        outboxBytes,
        pingAfter,
        pongTimeout,
        stallAfter,
        slowAfter,
        pongStallAfter,
        closeTimeout,
        TestNode.SETTINGS.maxBroadcastsInFlight(),
        TestNode.SETTINGS.receiptsKept(),
        TestNode.SETTINGS.receiptTimeToLive(),
        state,
        TestNode.SETTINGS.global());
  }

  ListenerSettings listener() {
    return new ListenerSettings(
        "test",
        "127.0.0.1",
        0,
        compression,
        maxMessageBytes,
        1024,
        messageTimeout,
        handshakeTimeout,
        listenerSlowAfter,
        maxConnections,
        4096,
        acceptUnknownRoutes,
        allowedOrigins,
        allRoutes(),
        new RouteSettings(Protocol.RAW, overflow));
  }

  private Map<String, RouteSettings> allRoutes() {
    Map<String, RouteSettings> all = new HashMap<>(routes);
    all.put("/echo", new RouteSettings(Protocol.ECHO, overflow));
    return all;
  }

  /** One application behind every route. */
  TestNode start(Application application) {
    applications = route -> application;
    return start();
  }

  TestNode start() {
    return new TestNode(engine(), listener(), applications, observers);
  }
}
