package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Target;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.util.ByteString;

/**
 * How each {@link NodeMessage} is laid out, by a name that carries the version of the layout, as in
 * {@code deliver-1}. Thread-safe.
 */
final class MessageLayouts {
  private record Named<M>(String name, Layout<M> layout) {}

  private final Map<Class<?>, Named<?>> byType = new HashMap<>();
  private final Map<String, Layout<? extends NodeMessage>> byName = new HashMap<>();
  private final Layout<ActorRef<NodeMessage>> ref;

  /**
   * Those of all messages.
   *
   * @param refs of the actor system that the messages are written and read in
   */
  MessageLayouts(ActorRefResolver refs) {
    this.ref =
        Layouts.TEXT.as(
            text -> refs.<NodeMessage>resolveActorRef(text), refs::toSerializationFormat);
    addDeliver();
    addParts();
    addPieces();
    addRetries();
    addQuestions();
  }

  /**
   * The name of a message's layout.
   *
   * @throws IllegalArgumentException if it has none
   */
  String name(Object message) {
    return named(message).name;
  }

  /**
   * A message in its layout.
   *
   * @throws IllegalArgumentException if it has none
   */
  ByteString bytes(Object message) {
    return bytes(named(message), message);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if there is no such layout, or the bytes are not in it
   */
  NodeMessage message(String name, ByteBuffer bytes) {
    return read(name, new WireReader(bytes));
  }

  /** A message behind its name: what {@link #messageBehindName} reads. */
  ByteString bytesBehindName(NodeMessage message) {
    return Layouts.TEXT.bytes(name(message)).concat(bytes(message));
  }

  /** As {@link #message}. */
  NodeMessage messageBehindName(ByteString bytes) {
    WireReader in = new WireReader(ByteBuffer.wrap(bytes.toArrayUnsafe()));
    return read(in.text(), in);
  }

  private void addDeliver() {
    Layout<BroadcastOptions> options = BroadcastLayouts.OPTIONS;
    add(
        "deliver-1",
        NodeMessage.Deliver.class,
        new Layout<>(
            (out, deliver) -> {
              writeId(out, deliver.id());
              Layouts.TARGET.writer().accept(out, deliver.target());
              options.writer().accept(out, deliver.options());
              ref.writer().accept(out, deliver.replyTo());
              Layouts.MESSAGE.writer().accept(out, deliver.message());
            },
            in -> readDeliver(readId(in), Layouts.TARGET.reader().apply(in), in)));
  }

  private void addParts() {
    add(
        "delivered-1",
        NodeMessage.Delivered.class,
        Layout.of(
            BroadcastLayouts.ID,
            NodeMessage.Delivered::id,
            BroadcastLayouts.PART,
            NodeMessage.Delivered::part,
            NodeMessage.Delivered::new));
    add(
        "refused-1",
        NodeMessage.Refused.class,
        new Layout<>(
            (out, refused) -> {
              writeId(out, refused.id());
              out.number(refused.node()).number(refused.inFlight());
            },
            in -> new NodeMessage.Refused(readId(in), in.number(), in.number())));
  }

  private NodeMessage.Deliver readDeliver(BroadcastId id, Target target, WireReader in) {
    BroadcastOptions options = BroadcastLayouts.OPTIONS.reader().apply(in);
    ActorRef<NodeMessage> replyTo = ref.reader().apply(in);
    return new NodeMessage.Deliver(
        id, target, Layouts.MESSAGE.reader().apply(in), options, replyTo);
  }

  private void addPieces() {
    add(
        "piece-1",
        NodeMessage.Piece.class,
        new Layout<>(
            (out, piece) -> {
              writeId(out, piece.id());
              out.number(piece.number()).number(piece.of()).bytes(piece.bytes());
              ref.writer().accept(out, piece.replyTo());
            },
            in ->
                new NodeMessage.Piece(
                    readId(in), in.number(), in.number(), in.bytes(), ref.reader().apply(in))));
  }

  private void addRetries() {
    add(
        "inquire-1",
        NodeMessage.Inquire.class,
        Layout.of(
            BroadcastLayouts.ID,
            NodeMessage.Inquire::id,
            ref,
            NodeMessage.Inquire::replyTo,
            NodeMessage.Inquire::new));
    add(
        "underway-1",
        NodeMessage.Underway.class,
        Layout.of(
            BroadcastLayouts.ID,
            NodeMessage.Underway::id,
            Layouts.NUMBER,
            NodeMessage.Underway::node,
            NodeMessage.Underway::new));
    add(
        "lacking-1",
        NodeMessage.Lacking.class,
        new Layout<>(
            (out, lacking) -> {
              writeId(out, lacking.id());
              out.number(lacking.node()).list(lacking.pieces(), WireWriter::number);
            },
            in -> new NodeMessage.Lacking(readId(in), in.number(), in.list(WireReader::number))));
  }

  private void addQuestions() {
    add(
        "ask-1",
        NodeMessage.Ask.class,
        new Layout<>(
            (out, ask) -> {
              out.text(ask.question()).bytes(ask.arguments());
              ref.writer().accept(out, ask.replyTo());
            },
            in -> new NodeMessage.Ask(in.text(), in.bytes(), ref.reader().apply(in))));
    add(
        "told-1",
        NodeMessage.Told.class,
        Layouts.BYTES.as(NodeMessage.Told::new, NodeMessage.Told::answer));
    add(
        "failed-1",
        NodeMessage.Failed.class,
        Layouts.TEXT.as(NodeMessage.Failed::new, NodeMessage.Failed::why));
  }

  private <M extends NodeMessage> void add(String name, Class<M> type, Layout<M> layout) {
    byType.put(type, new Named<>(name, layout));
    byName.put(name, layout);
  }

  private Named<?> named(Object message) {
    Named<?> named = byType.get(message.getClass());
    if (named == null) {
      throw new IllegalArgumentException("no layout for " + message.getClass().getName());
    }
    return named;
  }

  private NodeMessage read(String name, WireReader in) {
    Layout<? extends NodeMessage> layout = byName.get(name);
    if (layout == null) {
      throw new IllegalArgumentException("unknown message " + name);
    }
    return layout.reader().apply(in);
  }

  @SuppressWarnings("unchecked") // it was found by the message's own class
  private static <M> ByteString bytes(Named<M> named, Object message) {
    return named.layout.bytes((M) message);
  }

  private static void writeId(WireWriter out, BroadcastId id) {
    BroadcastLayouts.ID.writer().accept(out, id);
  }

  private static BroadcastId readId(WireReader in) {
    return BroadcastLayouts.ID.reader().apply(in);
  }
}
