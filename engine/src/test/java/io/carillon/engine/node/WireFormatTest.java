package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Condition;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.SentMessage;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was once written must be readable by every later release: a line of {@code wire-format}
 * never changes. A new layout gets a new name and a new line.
 */
class WireFormatTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final NodeMessageSerializer SERIALIZER =
      new NodeMessageSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));
  private static final ActorRef<NodeMessage> ASKER =
      ActorRefResolver.get(KIT.system()).resolveActorRef("pekko://other@127.0.0.1:7355/temp/a");
  private static final BroadcastId ID = new BroadcastId(0x0a0b0c0d_01020304L, -5);
  private static final ConnectionId ALICE = new ConnectionId("alice");
  private static final Instant THEN = Instant.parse("2026-11-20T12:00:00.000000007Z");
  private static final Labels LABELS =
      Labels.NONE.with(Label.tag("red")).with(Label.group("g")).with(Label.user("u"));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  static Stream<NodeMessage> messages() {
    return Stream.of(
        new NodeMessage.Deliver(ID, Target.all(), Message.text("grüße"), options(), ASKER),
        new NodeMessage.Delivered(ID, part()),
        new NodeMessage.Refused(ID, 3, 4096),
        new NodeMessage.Ask("count-1", ByteString.fromInts(0, 255), ASKER),
        new NodeMessage.Told(ByteString.fromInts(1, 2)),
        new NodeMessage.Failed("why"),
        new NodeMessage.Piece(ID, 1, 3, ByteString.fromInts(9), ASKER),
        new NodeMessage.Inquire(ID, ASKER),
        new NodeMessage.Underway(ID, 3),
        new NodeMessage.Lacking(ID, 3, List.of(0, 2)));
  }

  static Stream<Arguments> values() {
    Target subscribed =
        Target.of(
            new Target.Subscribed("package", "page", new FilterValues.ByKey(Map.of("k", "v"))));
    SentMessage sent = new SentMessage(3, Message.binary(ByteString.fromInts(9)), THEN, subscribed);
    ConnectionDescription description =
        new ConnectionDescription(
            ALICE, "main", "/chat", "127.0.0.1:9", THEN, LABELS, true, 1, 2, 3, 4);
    return Stream.of(
        Arguments.of("flag", Layouts.FLAG, true),
        Arguments.of("number", Layouts.NUMBER, -2),
        Arguments.of("text", Layouts.TEXT, "ü"),
        Arguments.of("bytes", Layouts.BYTES, ByteString.fromInts(0, 255)),
        Arguments.of("duration", Layouts.DURATION, Duration.ofSeconds(-1, 5)),
        Arguments.of("instant", Layouts.INSTANT, THEN),
        Arguments.of("list", Layouts.TEXT.list(), List.of("a", "")),
        Arguments.of("optional", Layouts.TEXT.optional(), Optional.of("a")),
        Arguments.of("connection", Layouts.CONNECTION, ALICE),
        Arguments.of("label", Layouts.LABEL, Label.group("g")),
        Arguments.of("target-all", Layouts.TARGET, Target.route("/a").excluding(Set.of(ALICE))),
        Arguments.of("target-labels", Layouts.TARGET, Target.tag("a", "b")),
        Arguments.of("target-expression", Layouts.TARGET, Target.tagExpression("a&!b")),
        Arguments.of("target-connections", Layouts.TARGET, Target.connection(ALICE)),
        Arguments.of("target-subscribed", Layouts.TARGET, subscribed),
        Arguments.of("target-listener", Layouts.TARGET, Target.listener("main")),
        Arguments.of(
            "target-listeners",
            Layouts.TARGET,
            Target.of(new Target.OnListener(Set.of("b", "a"), Set.of("raw", "echo")))),
        Arguments.of("message", Layouts.MESSAGE, Message.text("x")),
        Arguments.of("description", Layouts.DESCRIPTION, description),
        Arguments.of(
            "summary",
            Layouts.SUMMARY,
            new ConnectionSummary(ALICE, LABELS, ByteString.fromInts())),
        Arguments.of("sent", Layouts.SENT_MESSAGES, new SentMessages(7, List.of(sent))),
        Arguments.of(
            "condition", Layouts.CONDITION, new Condition("k", Condition.Operator.REGEX, "^a")),
        Arguments.of(
            "trace",
            BroadcastLayouts.TRACE,
            new Trace(THEN, Level.WRITTEN, List.of(part()), true, List.of(3))),
        Arguments.of("texts", Layouts.TEXTS_BY_KEY, new TreeMap<>(Map.of("k", "v"))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageLooksAsItAlwaysDid(NodeMessage message) throws IOException {
    String manifest = SERIALIZER.manifest(message);
    byte[] bytes = SERIALIZER.toBinary(message);
    assertThat(HexFormat.of().formatHex(bytes)).as(manifest).isEqualTo(once(manifest));
    assertThat(SERIALIZER.fromBinary(bytes, manifest)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void aValueLooksAsItAlwaysDid(String name, Layout<T> layout, T value) throws IOException {
    ByteString bytes = layout.bytes(value);
    assertThat(HexFormat.of().formatHex(bytes.toArray())).as(name).isEqualTo(once(name));
    assertThat(layout.value(bytes)).isEqualTo(value);
  }

  /** Every constant in its place. */
  @ParameterizedTest
  @MethodSource("choices")
  <T> void aChoiceKeepsItsNumber(Layout<T> layout, List<T> constants) {
    for (int number = 0; number < constants.size(); number++) {
      assertThat(layout.bytes(constants.get(number))).isEqualTo(ByteString.fromInts(number));
    }
  }

  static Stream<Arguments> choices() {
    return Stream.of(
        Arguments.of(Layouts.KIND, List.of(Label.Kind.TAG, Label.Kind.GROUP, Label.Kind.USER)));
  }

  private static Part part() {
    return new Part(
        -1,
        30,
        new Receipt.Counts(9, 8, 7, 6),
        Map.of(FailureReason.EXPIRED, 4),
        17,
        Optional.empty());
  }

  private static BroadcastOptions options() {
    return BroadcastOptions.DEFAULT
        .withLevel(Level.RECEIVED)
        .withQuorum(3)
        .withTimeToLive(Duration.ofNanos(1_000_000_007))
        .withConflationKey("key")
        .withLatency();
  }

  private static String once(String name) throws IOException {
    Properties lines = new Properties();
    try (InputStream file = WireFormatTest.class.getResourceAsStream("/node/wire-format")) {
      lines.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return lines.getProperty(name, "(no line for it)");
  }
}
