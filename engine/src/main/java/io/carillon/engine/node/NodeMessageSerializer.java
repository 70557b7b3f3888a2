package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.PackedHistogram;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.apache.pekko.util.ByteString;

/**
 * {@link NodeMessage}s on the wire, laid out by hand.
 *
 * <p>The manifest names the message and the version of its layout, as in {@code deliver-1}. A
 * layout never changes; a new one is first read by all nodes of a release, then written by those of
 * the next, so that nodes of two neighbouring releases understand each other while an upgrade
 * rolls. What cannot be read is refused with {@link IllegalArgumentException}; Pekko logs it and
 * the sender gets no answer.
 */
public final class NodeMessageSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 20_190_503;
  private static final String DELIVER = "deliver-1";
  private static final String DELIVERED = "delivered-1";
  private static final String REFUSED = "refused-1";
  private static final String ASK = "ask-1";
  private static final String TOLD = "told-1";
  private static final String FAILED = "failed-1";

  private static final List<Level> LEVELS =
      List.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED, Level.PROCESSED);
  private static final List<FailureReason> REASONS =
      List.of(FailureReason.CLOSED, FailureReason.SLOW, FailureReason.EXPIRED, FailureReason.ERROR);

  private final ActorRefResolver refs;

  /** Made by Pekko. */
  public NodeMessageSerializer(ExtendedActorSystem system) {
    this.refs = ActorRefResolver.get(Adapter.toTyped(system));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof NodeMessage.Deliver) {
      return DELIVER;
    }
    if (message instanceof NodeMessage.Delivered) {
      return DELIVERED;
    }
    if (message instanceof NodeMessage.Refused) {
      return REFUSED;
    }
    if (message instanceof NodeMessage.Ask) {
      return ASK;
    }
    if (message instanceof NodeMessage.Told) {
      return TOLD;
    }
    if (message instanceof NodeMessage.Failed) {
      return FAILED;
    }
    throw new IllegalArgumentException("no layout for " + message.getClass().getName());
  }

  @Override
  public byte[] toBinary(Object message) {
    WireWriter out = new WireWriter();
    if (message instanceof NodeMessage.Deliver deliver) {
      writeDeliver(out, deliver);
    } else if (message instanceof NodeMessage.Delivered delivered) {
      writeId(out, delivered.id());
      writePart(out, delivered.part());
    } else if (message instanceof NodeMessage.Refused refused) {
      writeId(out, refused.id());
      out.number(refused.node()).number(refused.inFlight());
    } else if (message instanceof NodeMessage.Ask ask) {
      out.text(ask.question()).bytes(ask.arguments());
      out.text(refs.toSerializationFormat(ask.replyTo()));
    } else if (message instanceof NodeMessage.Told told) {
      out.bytes(told.answer());
    } else if (message instanceof NodeMessage.Failed failed) {
      out.text(failed.why());
    } else {
      throw new IllegalArgumentException("no layout for " + message.getClass().getName());
    }
    return out.result().toArrayUnsafe();
  }

  @Override
  public NodeMessage fromBinary(byte[] bytes, String manifest) {
    WireReader in = new WireReader(ByteBuffer.wrap(bytes));
    return switch (manifest) {
      case DELIVER -> readDeliver(in);
      case DELIVERED -> new NodeMessage.Delivered(readId(in), readPart(in));
      case REFUSED -> new NodeMessage.Refused(readId(in), in.number(), in.number());
      case ASK -> new NodeMessage.Ask(in.text(), in.bytes(), refs.resolveActorRef(in.text()));
      case TOLD -> new NodeMessage.Told(in.bytes());
      case FAILED -> new NodeMessage.Failed(in.text());
      default -> throw new IllegalArgumentException("unknown message " + manifest);
    };
  }

  private void writeDeliver(WireWriter out, NodeMessage.Deliver deliver) {
    writeId(out, deliver.id());
    TargetWire.write(out, deliver.target());
    writeOptions(out, deliver.options());
    out.text(refs.toSerializationFormat(deliver.replyTo()));
    Layouts.MESSAGE.writer().accept(out, deliver.message());
  }

  private NodeMessage.Deliver readDeliver(WireReader in) {
    BroadcastId id = readId(in);
    var target = TargetWire.read(in);
    BroadcastOptions options = readOptions(in);
    ActorRef<NodeMessage> replyTo = refs.resolveActorRef(in.text());
    Message message = Layouts.MESSAGE.reader().apply(in);
    return new NodeMessage.Deliver(id, target, message, options, replyTo);
  }

  private static void writeId(WireWriter out, BroadcastId id) {
    out.longNumber(id.high()).longNumber(id.low());
  }

  private static BroadcastId readId(WireReader in) {
    return new BroadcastId(in.longNumber(), in.longNumber());
  }

  private static void writeOptions(WireWriter out, BroadcastOptions options) {
    out.small(LEVELS.indexOf(options.level())).duration(options.timeout());
    out.optional(options.quorum(), WireWriter::number);
    out.optional(options.timeToLive(), WireWriter::duration);
    out.optional(options.conflationKey(), WireWriter::text);
    out.flag(options.latency());
  }

  private static BroadcastOptions readOptions(WireReader in) {
    return new BroadcastOptions(
        WireReader.choice(LEVELS, in.small()),
        in.duration(),
        in.optional(WireReader::number),
        in.optional(WireReader::duration),
        in.optional(WireReader::text),
        in.flag());
  }

  private static void writePart(WireWriter out, Part part) {
    Receipt.Counts counts = part.counts();
    out.number(part.node()).number(part.targeted());
    for (Level level : LEVELS) {
      out.number(counts.at(level));
    }
    out.list(
        part.failed().entrySet(),
        (to, failed) -> to.small(REASONS.indexOf(failed.getKey())).number(failed.getValue()));
    out.number(part.pending()).optional(part.latency(), NodeMessageSerializer::writeHistogram);
  }

  private static Part readPart(WireReader in) {
    int node = in.number();
    int targeted = in.number();
    var counts = new Receipt.Counts(in.number(), in.number(), in.number(), in.number());
    Map<FailureReason, Integer> failed = new EnumMap<>(FailureReason.class);
    in.list(from -> failed.put(WireReader.choice(REASONS, from.small()), from.number()));
    return new Part(
        node,
        targeted,
        counts,
        failed,
        in.number(),
        in.optional(NodeMessageSerializer::readHistogram));
  }

  private static void writeHistogram(WireWriter out, PackedHistogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    histogram.encodeIntoCompressedByteBuffer(buffer);
    out.bytes(ByteString.fromByteBuffer(buffer.flip()));
  }

  private static PackedHistogram readHistogram(WireReader in) {
    try {
      return PackedHistogram.decodeFromCompressedByteBuffer(in.bytes().asByteBuffer(), 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("no histogram", e);
    }
  }
}
