package io.carillon.engine;

import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of a node under test; those of {@link TestNode} unless changed. */
final class Tuning {
  int outboxFrames = TestNode.SETTINGS.outboxFrames();
  int outboxBytes = TestNode.SETTINGS.outboxBytes();
  Duration pingAfter = TestNode.SETTINGS.pingAfter();
  Duration pongTimeout = TestNode.SETTINGS.pongTimeout();
  Duration stallAfter = TestNode.SETTINGS.stallAfter();
  Duration slowAfter = TestNode.SETTINGS.slowAfter();
  Duration pongStallAfter = TestNode.SETTINGS.pongStallAfter();
  Duration closeTimeout = TestNode.SETTINGS.closeTimeout();

  boolean compression;
  int maxMessageBytes = 1 << 20;
  Duration messageTimeout = Duration.ofSeconds(10);
  Duration handshakeTimeout = Duration.ofSeconds(10);
  int maxConnections = 100_000;
  boolean acceptUnknownRoutes = true;
  List<String> allowedOrigins = List.of();
  OverflowPolicy overflow = OverflowPolicy.DROP_NEWEST;

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
        TestNode.SETTINGS.receiptTimeToLive());
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
        maxConnections,
        4096,
        acceptUnknownRoutes,
        allowedOrigins,
        Map.of("/echo", new RouteSettings(Protocol.ECHO, overflow)),
        new RouteSettings(Protocol.RAW, overflow));
  }

  TestNode start() {
    return new TestNode(engine(), listener());
  }
}
