package io.carillon.engine.node;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.Condition;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.SentMessage;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.Done;
import org.apache.pekko.util.ByteString;

/** The layouts of what questions and answers between nodes are made of. They never change. */
public final class Layouts {
  public static final Layout<Boolean> FLAG = new Layout<>(WireWriter::flag, WireReader::flag);
  public static final Layout<Integer> NUMBER = new Layout<>(WireWriter::number, WireReader::number);
  public static final Layout<String> TEXT = new Layout<>(WireWriter::text, WireReader::text);
  public static final Layout<ByteString> BYTES = new Layout<>(WireWriter::bytes, WireReader::bytes);
  public static final Layout<Duration> DURATION =
      new Layout<>(WireWriter::duration, WireReader::duration);
  public static final Layout<Instant> INSTANT =
      DURATION.as(Instant.EPOCH::plus, instant -> Duration.between(Instant.EPOCH, instant));
  public static final Layout<Done> DONE = Layout.of(Done.getInstance());
  public static final Layout<ConnectionId> CONNECTION =
      TEXT.as(ConnectionId::new, ConnectionId::text);
  public static final Layout<List<ConnectionId>> CONNECTIONS = CONNECTION.list();
  public static final Layout<Target> TARGET = new Layout<>(TargetWire::write, TargetWire::read);
  public static final Layout<Label.Kind> KIND =
      choice(List.of(Label.Kind.TAG, Label.Kind.GROUP, Label.Kind.USER));
  public static final Layout<Label> LABEL =
      Layout.of(KIND, Label::kind, TEXT, Label::name, Label::new);
  public static final Layout<Message> MESSAGE = new Layout<>(Layouts::write, Layouts::readMessage);
  public static final Layout<ConnectionDescription> DESCRIPTION =
      new Layout<>(Layouts::write, Layouts::readDescription);
  public static final Layout<ConnectionSummary> SUMMARY =
      new Layout<>(Layouts::write, Layouts::readSummary);
  public static final Layout<SentMessages> SENT_MESSAGES =
      new Layout<>(Layouts::write, Layouts::readSentMessages);
  public static final Layout<Condition> CONDITION =
      new Layout<>(Layouts::write, Layouts::readCondition);
  public static final Layout<SortedMap<String, String>> TEXTS_BY_KEY =
      new Layout<>(Layouts::write, Layouts::readTexts);

  private Layouts() {}

  /** One of these, by its place; new ones are added at the end. */
  public static <T> Layout<T> choice(List<T> constants) {
    return new Layout<>(
        (out, value) -> out.small(constants.indexOf(value)),
        in -> WireReader.choice(constants, in.small()));
  }

  private static void write(WireWriter out, Message message) {
    out.flag(message.isText()).bytes(message.payload());
  }

  private static Message readMessage(WireReader in) {
    return new Message(in.flag() ? Message.Kind.TEXT : Message.Kind.BINARY, in.bytes());
  }

  private static void write(WireWriter out, ConnectionDescription description) {
    out.text(description.id().text());
    out.text(description.listener()).text(description.route()).text(description.remoteAddress());
    INSTANT.writer().accept(out, description.connectedAt());
    write(out, description.labels());
    out.flag(description.compressed());
    out.number(description.queuedFrames()).longNumber(description.queuedBytes());
    out.longNumber(description.messagesIn()).longNumber(description.messagesOut());
  }

  private static ConnectionDescription readDescription(WireReader in) {
    return new ConnectionDescription(
        new ConnectionId(in.text()),
        in.text(),
        in.text(),
        in.text(),
        INSTANT.reader().apply(in),
        readLabels(in),
        in.flag(),
        in.number(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber());
  }

  private static void write(WireWriter out, ConnectionSummary summary) {
    out.text(summary.id().text());
    write(out, summary.labels());
    out.bytes(summary.session());
  }

  private static ConnectionSummary readSummary(WireReader in) {
    return new ConnectionSummary(new ConnectionId(in.text()), readLabels(in), in.bytes());
  }

  private static void write(WireWriter out, Labels labels) {
    out.list(labels.tags(), WireWriter::text).list(labels.groups(), WireWriter::text);
    out.optional(labels.user(), WireWriter::text);
  }

  private static Labels readLabels(WireReader in) {
    SortedSet<String> tags = new TreeSet<>(in.list(WireReader::text));
    SortedSet<String> groups = new TreeSet<>(in.list(WireReader::text));
    return new Labels(tags, groups, in.optional(WireReader::text));
  }

  private static void write(WireWriter out, SentMessages messages) {
    out.longNumber(messages.counted()).list(messages.kept(), Layouts::write);
  }

  private static SentMessages readSentMessages(WireReader in) {
    return new SentMessages(in.longNumber(), in.list(Layouts::readSentMessage));
  }

  private static void write(WireWriter out, SentMessage message) {
    out.longNumber(message.number());
    write(out, message.message());
    INSTANT.writer().accept(out, message.writtenAt());
    TargetWire.write(out, message.target());
  }

  private static SentMessage readSentMessage(WireReader in) {
    return new SentMessage(
        in.longNumber(), readMessage(in), INSTANT.reader().apply(in), TargetWire.read(in));
  }

  private static final List<Condition.Operator> OPERATORS =
      List.of(
          Condition.Operator.EQ,
          Condition.Operator.NEQ,
          Condition.Operator.PREFIX,
          Condition.Operator.SUFFIX,
          Condition.Operator.CONTAINS,
          Condition.Operator.IEQ,
          Condition.Operator.IPREFIX,
          Condition.Operator.ISUFFIX,
          Condition.Operator.ICONTAINS,
          Condition.Operator.REGEX);

  private static void write(WireWriter out, Condition condition) {
    out.text(condition.key()).small(OPERATORS.indexOf(condition.operator()));
    out.text(condition.value());
  }

  private static Condition readCondition(WireReader in) {
    return new Condition(in.text(), WireReader.choice(OPERATORS, in.small()), in.text());
  }

  private static void write(WireWriter out, SortedMap<String, String> texts) {
    out.list(texts.entrySet(), (to, entry) -> to.text(entry.getKey()).text(entry.getValue()));
  }

  private static SortedMap<String, String> readTexts(WireReader in) {
    SortedMap<String, String> texts = new TreeMap<>();
    in.list(from -> texts.put(from.text(), from.text()));
    return texts;
  }
}
