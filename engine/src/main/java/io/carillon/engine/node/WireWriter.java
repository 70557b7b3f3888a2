package io.carillon.engine.node;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Lays values out one after the other: numbers big-endian, texts as UTF-8 behind their length in
 * bytes, lists behind their length. {@link WireReader} reads them back in the same order.
 */
public final class WireWriter {
  private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

  private final ByteStringBuilder out = new ByteStringBuilder();

  WireWriter flag(boolean value) {
    return small(value ? 1 : 0);
  }

  /** A number of 0 to 255: a choice. */
  WireWriter small(int value) {
    out.putByte((byte) value);
    return this;
  }

  WireWriter number(int value) {
    out.putInt(value, ORDER);
    return this;
  }

  WireWriter longNumber(long value) {
    out.putLong(value, ORDER);
    return this;
  }

  WireWriter duration(Duration value) {
    return longNumber(value.getSeconds()).number(value.getNano());
  }

  WireWriter text(String value) {
    return bytes(ByteString.fromArrayUnsafe(value.getBytes(StandardCharsets.UTF_8)));
  }

  WireWriter bytes(ByteString value) {
    number(value.length());
    out.append(value);
    return this;
  }

  <T> WireWriter list(Collection<T> values, BiConsumer<WireWriter, T> each) {
    number(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  <T> WireWriter optional(Optional<T> value, BiConsumer<WireWriter, T> ifPresent) {
    flag(value.isPresent());
    value.ifPresent(present -> ifPresent.accept(this, present));
    return this;
  }

  ByteString result() {
    return out.result();
  }
}
