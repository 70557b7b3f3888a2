package io.carillon.engine.node;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/** How values of one type look on the wire. */
public record Layout<T>(BiConsumer<WireWriter, T> writer, Function<WireReader, T> reader) {

  /** A value of which only its being there is known. */
  public static <T> Layout<T> of(T only) {
    return new Layout<>((out, value) -> {}, in -> only);
  }

  /** A value that is made of another, and the other way round. */
  public <U> Layout<U> as(Function<T, U> read, Function<U, T> write) {
    return new Layout<>(
        (out, value) -> writer.accept(out, write.apply(value)), in -> read.apply(reader.apply(in)));
  }

  /** One behind the other, as a pair that the functions take apart and put together. */
  public static <A, B, T> Layout<T> of(
      Layout<A> a,
      Function<T, A> first,
      Layout<B> b,
      Function<T, B> second,
      BiFunction<A, B, T> make) {
    return new Layout<>(
        (out, value) -> {
          a.writer.accept(out, first.apply(value));
          b.writer.accept(out, second.apply(value));
        },
        in -> {
          A one = a.reader.apply(in);
          return make.apply(one, b.reader.apply(in));
        });
  }

  public Layout<List<T>> list() {
    return new Layout<>((out, values) -> out.list(values, writer), in -> in.list(reader));
  }

  public Layout<Optional<T>> optional() {
    return new Layout<>((out, value) -> out.optional(value, writer), in -> in.optional(reader));
  }

  ByteString bytes(T value) {
    WireWriter out = new WireWriter();
    writer.accept(out, value);
    return out.result();
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the bytes are none
   */
  T value(ByteString bytes) {
    return reader.apply(new WireReader(ByteBuffer.wrap(bytes.toArrayUnsafe())));
  }
}
