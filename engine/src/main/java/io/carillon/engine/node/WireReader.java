package io.carillon.engine.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/**
 * Reads what {@link WireWriter} laid out, in the same order.
 *
 * <p>Lengths are checked against the bytes that are there before anything is made for them. Where
 * they do not fit, or too few bytes are left, it throws {@link IllegalArgumentException}.
 */
public final class WireReader {
  private final ByteBuffer in;

  WireReader(ByteBuffer in) {
    this.in = in.slice();
  }

  boolean flag() {
    return small() != 0;
  }

  int small() {
    return need(1).get() & 0xff;
  }

  int number() {
    return need(Integer.BYTES).getInt();
  }

  long longNumber() {
    return need(Long.BYTES).getLong();
  }

  Duration duration() {
    long seconds = longNumber();
    return Duration.ofSeconds(seconds, number());
  }

  String text() {
    return new String(array(), StandardCharsets.UTF_8);
  }

  ByteString bytes() {
    return ByteString.fromArrayUnsafe(array());
  }

  <T> List<T> list(Function<WireReader, T> each) {
    int size = length();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(each.apply(this));
    }
    return values;
  }

  <T> Optional<T> optional(Function<WireReader, T> ifPresent) {
    return flag() ? Optional.of(ifPresent.apply(this)) : Optional.empty();
  }

  /**
   * The constant of this number.
   *
   * @throws IllegalArgumentException if there is none: a newer node may have more
   */
  static <T> T choice(List<T> constants, int number) {
    if (number >= constants.size()) {
      throw new IllegalArgumentException("unknown choice " + number + " of " + constants.size());
    }
    return constants.get(number);
  }

  private byte[] array() {
    byte[] array = new byte[length()];
    in.get(array);
    return array;
  }

  /** Every element takes a byte at least. */
  private int length() {
    int length = number();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "a length of " + length + " with " + in.remaining() + " bytes left");
    }
    return length;
  }

  private ByteBuffer need(int bytes) {
    if (in.remaining() < bytes) {
      throw new IllegalArgumentException("the message ends too early");
    }
    return in;
  }
}
