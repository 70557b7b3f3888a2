package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.PackedHistogram;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeMessageSerializerTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TestProbe<NodeMessage> ASKER = KIT.createTestProbe();
  private static final NodeMessageSerializer SERIALIZER =
      new NodeMessageSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));
  private static final BroadcastId ID = new BroadcastId(0x0a0b0c0d_01020304L, -5);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  static Stream<NodeMessage> messages() {
    Set<ConnectionId> ids = Set.of(new ConnectionId("alice"), ConnectionId.random(3));
    PackedHistogram latency = new PackedHistogram(2);
    latency.recordValueWithCount(900, 12);
    Receipt.Counts counts = new Receipt.Counts(9, 8, 7, 6);
    return Stream.of(
        deliver(Target.all(), Message.text("")),
        deliver(Target.listener("main"), Message.text("x")),
        deliver(Target.route("/chat"), Message.text("grüße")),
        deliver(Target.tag("a", "").excluding(ids), Message.binary(ByteString.fromInts(0, 255))),
        deliver(
            Target.of(new Target.Holding(List.of(Label.group("g"), Label.user("u")))),
            Message.text("x")),
        deliver(Target.tagExpression("(vip|a*)&!banned").within("/"), Message.text("x")),
        deliver(Target.connection(ids.toArray(ConnectionId[]::new)), Message.text("x")),
        deliver(subscribed(new FilterValues.Single("1")), Message.text("x")),
        deliver(subscribed(new FilterValues.ByKey(Map.of("k", "v", "", ""))), Message.text("x")),
        new NodeMessage.Delivered(ID, new Part(3, 9, counts, Map.of(), 0, Optional.empty())),
        new NodeMessage.Delivered(
            ID,
            new Part(-1, 30, counts, Map.of(FailureReason.EXPIRED, 4), 17, Optional.of(latency))),
        new NodeMessage.Refused(ID, 3, 4096),
        new NodeMessage.Piece(ID, 1, 3, ByteString.fromInts(9), ASKER.getRef()),
        new NodeMessage.Inquire(ID, ASKER.getRef()),
        new NodeMessage.Underway(ID, 3),
        new NodeMessage.Lacking(ID, 3, List.of(0, 2)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatItWrote(NodeMessage message) {
    byte[] bytes = SERIALIZER.toBinary(message);
    assertThat(SERIALIZER.fromBinary(bytes, SERIALIZER.manifest(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void refusesWhatIsCutOff(NodeMessage message) {
    byte[] bytes = SERIALIZER.toBinary(message);
    String manifest = SERIALIZER.manifest(message);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SERIALIZER.fromBinary(cut, manifest))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesALayoutThatItDoesNotKnow() {
    assertThatThrownBy(() -> SERIALIZER.fromBinary(new byte[0], "deliver-999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deliver-999");
    assertThatThrownBy(() -> SERIALIZER.toBinary("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NodeMessage deliver(Target target, Message message) {
    BroadcastOptions options =
        BroadcastOptions.DEFAULT
            .withLevel(Level.RECEIVED)
            .withQuorum(3)
            .withTimeToLive(Duration.ofNanos(1_000_000_007))
            .withConflationKey("key")
            .withLatency();
    return new NodeMessage.Deliver(ID, target, message, options, ASKER.getRef());
  }

  private static Target subscribed(FilterValues values) {
    return Target.of(new Target.Subscribed("package", "page", values));
  }
}
