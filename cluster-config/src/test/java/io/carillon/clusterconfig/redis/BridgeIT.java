package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bridge against a real Redis. */
class BridgeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.started();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static void hears(TestBridge bridge, int messages) {
    await().atMost(PATIENCE).until(() -> bridge.heard.size() >= messages);
  }

  private static Address tag(String name) {
    return Address.of(Kind.TAG, Template.of(name));
  }

  private static Address route(String name) {
    return Address.of(Kind.ROUTE, Template.of(name));
  }

  /** Else a node that takes over would hand on what the one before has handed on. */
  @Test
  void aTermOfDutyBeginsOnlyBehindWhatWasSentBefore() {
    List<Supplier<CompletionStage<?>>> asked = new ArrayList<>();
    Duty late =
        new Duty() {
          @Override
          public boolean isOurs() {
            return true;
          }

          @Override
          public void onceAllHavePassed(Supplier<CompletionStage<?>> all) {
            asked.add(all);
          }
        };
    int many = 5000;
    try (TestBridge bridge =
        TestBridge.to(redis).subscribed("before").start(TestBridge.BOUNDS, late)) {
      redis.awaitSubscriber("before");
      redis.publishAll("before", Collections.nCopies(many, "x"));
      int read =
          asked
              .get(0)
              .get()
              .thenApply(passed -> bridge.meters.of("received before"))
              .toCompletableFuture()
              .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .join();

      assertThat(read).isEqualTo(many);
    }
  }

  @Test
  void messagesGoWhereTheNameOfTheirChannelSays() {
    try (TestBridge bridge =
        TestBridge.to(redis)
            .inlet(Source.channel(Template.of("chat:{room}")), route("/chat/{room}"))
            .inlet(Source.channel(Template.of("vip")), tag("vip"))
            .inlet(Source.pattern("news.*"), Address.of(Kind.ALL))
            .inlet(Source.pattern("user.*"), Address.of(Kind.USER, Template.of("{channel}")))
            .inlet(Source.channel(Template.of("g")), Address.of(Kind.GROUP, Template.of("g1")))
            .inlet(Source.channel(Template.of("events")), Address.of(Kind.ANALYTICS))
            .inlet(Source.channel(Template.of("notes")), Address.of(Kind.SUBSCRIPTIONS))
            .start()) {
      redis.awaitSubscriber("notes");
      redis.awaitPatterns(3);
      redis.publish("chat:lobby", "hi");
      redis.publish("vip", "b\u00ff\u0000");
      redis.publish("news.local", "");
      redis.publish("user.7", "u");
      redis.publish("g", "x");
      redis.publish("events", "{}");
      redis.publish("notes", "[]");
      redis.publish("chat", "nobody");
      hears(bridge, 7);

      assertThat(bridge.heard)
          .containsExactlyInAnyOrder(
              "/chat/lobby TEXT hi",
              "TAG vip BINARY b\u00ff\u0000",
              "all TEXT ",
              "USER user.7 TEXT u",
              "GROUP g1 TEXT x",
              "INSTANCE TEXT {}",
              "INSTANCE TEXT []");
      assertThat(bridge.meters.of("received chat:{room}")).isEqualTo(1);
    }
  }

  @Test
  void aMessageThatFitsSeveralRowsIsHandedOnByTheFirst() {
    try (TestBridge bridge =
        TestBridge.to(redis)
            .inlet(Source.channel(Template.of("x:1")), tag("exact"))
            .inlet(Source.channel(Template.of("x:{n}")), tag("template"))
            .inlet(Source.pattern("*:*"), tag("pattern"))
            .start()) {
      redis.awaitSubscriber("x:1");
      redis.awaitPatterns(2);
      assertThat(redis.publish("x:1", "a")).isEqualTo(3);
      assertThat(redis.publish("x:2", "b")).isEqualTo(2);
      assertThat(redis.publish("y:", "c")).isEqualTo(1);
      redis.publish("x:1", "end");
      await().atMost(PATIENCE).until(() -> bridge.heard.contains("TAG exact TEXT end"));

      assertThat(bridge.heard)
          .containsExactlyInAnyOrder(
              "TAG exact TEXT a",
              "TAG template TEXT b",
              "TAG pattern TEXT c",
              "TAG exact TEXT end");
    }
  }

  @Test
  void keepsTheOrderOfAChannel() {
    try (TestBridge bridge = TestBridge.to(redis).subscribed("ordered").start()) {
      redis.awaitSubscriber("ordered");
      List<String> all = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
      redis.publishAll("ordered", all);
      hears(bridge, 5_000);

      assertThat(bridge.heard).isEqualTo(all.stream().map(n -> "/ordered TEXT " + n).toList());
    }
  }

  @Test
  void dropsAndCountsWhatIsTooMuch() {
    try (TestBridge bridge = TestBridge.to(redis).subscribed("flood").subscribed("calm")) {
      CompletableFuture<Void> later = new CompletableFuture<>();
      bridge.answer = later;
      bridge.start(new Bounds(2, 3, 1 << 20, 10, Overflow.DROP_NEWEST), Duty.ALWAYS);
      redis.awaitSubscriber("flood");
      redis.publishAll("flood", List.of("0", "1", "2", "3", "4", "5", "6", "12345678901"));
      redis.publish("calm", "still here");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(bridge.meters.of("OVERFLOW from flood")).isEqualTo(2);
                assertThat(bridge.meters.of("TOO_BIG from flood")).isEqualTo(1);
                assertThat(bridge.meters.of("TOO_BIG from calm")).isZero();
              });
      assertThat(bridge.heard).filteredOn(text -> text.startsWith("/flood")).hasSize(2);
      later.complete(null);

      assertThat(bridge.heard)
          .filteredOn(text -> text.startsWith("/flood"))
          .containsExactly(
              "/flood TEXT 0", "/flood TEXT 1", "/flood TEXT 2", "/flood TEXT 3", "/flood TEXT 4");
    }
  }

  @Test
  void goesOnAfterAMessageThatIsRefused() {
    try (TestBridge bridge = TestBridge.to(redis).subscribed("refused").start()) {
      redis.awaitSubscriber("refused");
      bridge.answer = CompletableFuture.failedFuture(new IllegalStateException("busy"));
      redis.publish("refused", "a");
      hears(bridge, 1);
      bridge.answer = CompletableFuture.failedFuture(new IllegalArgumentException("no note"));
      redis.publish("refused", "b");
      hears(bridge, 2);
      bridge.answer = CompletableFuture.completedFuture(null);
      redis.publish("refused", "c");
      hears(bridge, 3);

      assertThat(bridge.meters.of("FAILED from refused")).isEqualTo(1);
      assertThat(bridge.meters.of("UNREADABLE from refused")).isEqualTo(1);
    }
  }

  @Test
  void whoIsNotOnDutyHandsNothingOn() {
    try (TestBridge bridge = TestBridge.to(redis).subscribed("duty")) {
      boolean[] isOurs = new boolean[1];
      bridge.start(TestBridge.BOUNDS, () -> isOurs[0]);
      redis.awaitSubscriber("duty");
      redis.publish("duty", "not ours");
      isOurs[0] = true;
      redis.publish("duty", "ours");
      hears(bridge, 1);

      assertThat(bridge.heard).last().isEqualTo("/duty TEXT ours");
    }
  }

  @Test
  void publishesWhatGoesToExactlyTheTargetsOfItsRows() {
    try (TestBridge listener =
            TestBridge.to(redis).inlet(Source.pattern("out:*"), route("{channel}")).start();
        TestBridge bridge =
            TestBridge.to(redis)
                .outlet(route("/chat/{room}"), "out:{room}")
                .outlet(tag("vip"), "out:vip")
                .outlet(Address.of(Kind.ALL), "out:all")
                .start()) {
      redis.awaitPatterns(1);
      Target lobby = Target.route("/chat/lobby");
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                bridge.bridge().onBroadcast(Target.route("/chat/ready"), Message.text("?"));
                return listener.heard.contains("out:ready TEXT ?");
              });
      bridge.bridge().onBroadcast(lobby, Message.text("hi"));
      bridge
          .bridge()
          .onBroadcast(lobby.excluding(Set.of(new ConnectionId("x"))), Message.text("x"));
      bridge.bridge().onBroadcast(Target.route("/other"), Message.text("no"));
      bridge.bridge().onBroadcast(Target.tag("vip"), Message.text("vip"));
      bridge.bridge().onBroadcast(Target.tag("vip", "b"), Message.text("no"));
      bridge.bridge().onBroadcast(Target.tag("vip").within("/chat/lobby"), Message.text("no"));
      bridge.bridge().onBroadcast(Target.user("vip"), Message.text("no"));
      bridge.bridge().onBroadcast(Target.connection(new ConnectionId("c")), Message.text("no"));
      bridge.bridge().onBroadcast(Target.all(), Message.text("end"));
      await().atMost(PATIENCE).until(() -> listener.heard.contains("out:all TEXT end"));

      assertThat(listener.heard)
          .filteredOn(text -> !text.endsWith("?"))
          .containsExactly(
              "out:lobby TEXT hi", "out:lobby TEXT x", "out:vip TEXT vip", "out:all TEXT end");
    }
  }

  @Test
  void anAnalyticsEventOfItsOwnIsNotHandedOnWhenItComesBack() {
    Address analytics = Address.of(Kind.ANALYTICS);
    Source events = Source.channel(Template.of("analytics:realtime"));
    try (TestBridge one =
            TestBridge.to(redis)
                .inlet(events, analytics)
                .outlet(analytics, events.toString())
                .start();
        TestBridge other =
            TestBridge.to(redis)
                .inlet(events, analytics)
                .outlet(analytics, events.toString())
                .start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> redis.command("PUBSUB", "NUMSUB", "analytics:realtime").endsWith(":2"));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                one.bridge().onAnalyticsEvent(Message.text("e1"));
                return !other.heard.isEmpty();
              });
      redis.publish("analytics:realtime", "foreign");
      await().atMost(PATIENCE).until(() -> one.heard.size() == 1);

      assertThat(one.heard).containsExactly("INSTANCE TEXT foreign");
      await().atMost(PATIENCE).until(() -> other.heard.contains("INSTANCE TEXT foreign"));
    }
  }
}
