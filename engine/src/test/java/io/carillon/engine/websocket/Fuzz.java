package io.carillon.engine.websocket;

import java.util.Random;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;

/** Seeded randomness: every failure names the seed that repeats it. */
public final class Fuzz {
  private static final long BASE_SEED = Long.getLong("carillon.seed", 20_260_101L);
  private static final long NANOS = 1_500_000_000L;

  private Fuzz() {}

  /** Runs the check with one seed after another, for a second and a half at the most. */
  public static void run(int maxRounds, Consumer<Random> check) {
    long start = System.nanoTime();
    for (int i = 0; i < maxRounds && System.nanoTime() - start < NANOS; i++) {
      long seed = BASE_SEED + i;
      try {
        check.accept(new Random(seed));
      } catch (Throwable e) {
        throw new AssertionError("Repeat with -Dcarillon.seed=" + seed, e);
      }
    }
  }

  public static ByteString bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.fromArrayUnsafe(bytes);
  }

  /** The bytes with a few of them changed, repeated, left out or added. */
  public static ByteString mutate(Random random, ByteString bytes) {
    ByteString mutated = bytes;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.size() + 1);
      int end = Math.min(mutated.size(), at + random.nextInt(4));
      ByteString middle =
          switch (random.nextInt(4)) {
            case 0 -> ByteString.emptyByteString();
            case 1 -> bytes(random, 1 + random.nextInt(4));
            case 2 -> mutated.slice(at, end).concat(mutated.slice(at, end));
            default -> ByteString.fromInts(interesting(random));
          };
      mutated = mutated.take(at).concat(middle).concat(mutated.drop(end)).compact();
    }
    return mutated;
  }

  /** Feeds the bytes in pieces of random sizes. */
  public static void split(Random random, ByteString bytes, Consumer<ByteString> sink) {
    int at = 0;
    while (at < bytes.size()) {
      int length = random.nextBoolean() ? 1 : 1 + random.nextInt(64);
      sink.accept(bytes.slice(at, at + length));
      at += length;
    }
  }

  private static int interesting(Random random) {
    int[] values = {0, 1, 0x7f, 0x80, 0x81, 0xc1, 0xfe, 0xff, '\r', '\n', ' ', ':', ',', '"', '\\'};
    return values[random.nextInt(values.length)];
  }
}
