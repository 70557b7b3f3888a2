package io.carillon.clusterconfig.redis;

import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A bridge to a Redis of its test's, that writes down what it hands on. Close it. */
final class TestBridge implements AutoCloseable {
  static final Bounds BOUNDS = new Bounds(64, 10_000, 16 << 20, 1 << 20, Overflow.DROP_OLDEST);

  final List<String> heard = new CopyOnWriteArrayList<>();
  final CountingMeters meters = new CountingMeters();
  final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bridge");
  volatile CompletionStage<?> answer = CompletableFuture.completedFuture(null);
  private final List<Inlet> inlets = new ArrayList<>();
  private final List<Outlet> outlets = new ArrayList<>();
  private RedisAddress address;
  private Optional<Path> authorities = Optional.empty();
  private RedisLink link;
  private Bridge bridge;

  static TestBridge to(RedisProcess redis) {
    return to(RedisAddress.of(redis.uri(), false, "", ""));
  }

  static TestBridge to(RedisAddress address) {
    TestBridge bridge = new TestBridge();
    bridge.address = address;
    return bridge;
  }

  TestBridge trusting(Path pem) {
    authorities = Optional.of(pem);
    return this;
  }

  /** Messages of a channel go to the route of the same name, after a slash. */
  TestBridge subscribed(String channel) {
    return inlet(
        Source.channel(Template.of(channel)), Address.of(Kind.ROUTE, Template.of("/{channel}")));
  }

  TestBridge inlet(Source from, Address to) {
    inlets.add(new Inlet(from, to, payload -> Optional.of(Message.detect(payload))));
    return this;
  }

  TestBridge outlet(Address from, String channel) {
    outlets.add(new Outlet(from, Template.of(channel)));
    return this;
  }

  TestBridge start() {
    return start(BOUNDS, Duty.ALWAYS);
  }

  TestBridge start(Bounds bounds, Duty duty) {
    LinkSettings settings =
        new LinkSettings(
            address,
            authorities,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            Duration.ofMillis(200));
    link = RedisLink.create(system, settings, meters::lost);
    bridge =
        Bridge.start(
            link,
            new BridgeSettings(Forward.EACH, inlets, outlets, bounds),
            duty,
            this::receive,
            meters);
    return this;
  }

  private CompletionStage<?> receive(Destination to, Message message) {
    String payload = new String(message.payload().toArrayUnsafe(), StandardCharsets.ISO_8859_1);
    heard.add(place(to) + " " + message.kind() + " " + payload);
    return answer;
  }

  private static String place(Destination to) {
    if (to instanceof Destination.Connections connections) {
      Target target = connections.target();
      return target.selection() instanceof Target.Holding holding
          ? holding.labels().get(0).kind() + " " + holding.labels().get(0).name()
          : target.route().orElse("all");
    }
    return to.toString();
  }

  Bridge bridge() {
    return bridge;
  }

  RedisLink link() {
    return link;
  }

  @Override
  public void close() {
    try {
      link.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
