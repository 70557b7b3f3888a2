package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.PackedHistogram;
import org.apache.pekko.util.ByteString;

/** The layouts of what is said about broadcasts. They never change. */
public final class BroadcastLayouts {
  private static final List<Level> LEVELS =
      List.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED, Level.PROCESSED);
  private static final List<FailureReason> REASONS =
      List.of(FailureReason.CLOSED, FailureReason.SLOW, FailureReason.EXPIRED, FailureReason.ERROR);

  public static final Layout<BroadcastId> ID =
      new Layout<>(
          (out, id) -> out.longNumber(id.high()).longNumber(id.low()),
          in -> new BroadcastId(in.longNumber(), in.longNumber()));
  public static final Layout<Level> LEVEL = Layouts.choice(LEVELS);
  public static final Layout<Part> PART =
      new Layout<>(BroadcastLayouts::write, BroadcastLayouts::readPart);
  public static final Layout<Trace> TRACE =
      new Layout<>(BroadcastLayouts::write, BroadcastLayouts::readTrace);
  static final Layout<BroadcastOptions> OPTIONS =
      new Layout<>(BroadcastLayouts::write, BroadcastLayouts::readOptions);

  private BroadcastLayouts() {}

  private static void write(WireWriter out, BroadcastOptions options) {
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

  private static void write(WireWriter out, Part part) {
    Receipt.Counts counts = part.counts();
    out.number(part.node()).number(part.targeted());
    for (Level level : LEVELS) {
      out.number(counts.at(level));
    }
    out.list(
        part.failed().entrySet(),
        (to, failed) -> to.small(REASONS.indexOf(failed.getKey())).number(failed.getValue()));
    out.number(part.pending()).optional(part.latency(), BroadcastLayouts::writeHistogram);
  }

  private static Part readPart(WireReader in) {
    int node = in.number();
    int targeted = in.number();
    var counts = new Receipt.Counts(in.number(), in.number(), in.number(), in.number());
    Map<FailureReason, Integer> failed = new EnumMap<>(FailureReason.class);
    in.list(from -> failed.put(WireReader.choice(REASONS, from.small()), from.number()));
    return new Part(
        node, targeted, counts, failed, in.number(), in.optional(BroadcastLayouts::readHistogram));
  }

  private static void write(WireWriter out, Trace trace) {
    Layouts.INSTANT.writer().accept(out, trace.startedAt());
    LEVEL.writer().accept(out, trace.level());
    out.list(trace.parts(), BroadcastLayouts::write).flag(trace.isWhole());
    out.list(trace.missing(), WireWriter::number);
  }

  private static Trace readTrace(WireReader in) {
    return new Trace(
        Layouts.INSTANT.reader().apply(in),
        LEVEL.reader().apply(in),
        in.list(BroadcastLayouts::readPart),
        in.flag(),
        in.list(WireReader::number));
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
