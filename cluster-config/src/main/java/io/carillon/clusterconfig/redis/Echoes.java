package io.carillon.clusterconfig.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.apache.pekko.util.ByteString;

/**
 * Remembers what this node published on channels that it listens to itself, so that it knows its
 * own messages when they come back. Remembers at most ten thousand, by their SHA-256, each for a
 * minute; beyond it the oldest are forgotten and would count as somebody else's. Thread-safe.
 *
 * <p>Good only for messages that differ from everybody else's: a message that is equal to one of
 * ours and comes first is taken for it.
 */
final class Echoes {
  private static final int MOST = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Cache<ByteString, Integer> expected;

  Echoes(Ticker clock) {
    expected =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(PATIENCE)
            .ticker(clock)
            .executor(Runnable::run)
            .build();
  }

  /** A message is about to be published. */
  void expect(String channel, ByteString payload) {
    expected.asMap().merge(key(channel, payload), 1, Integer::sum);
  }

  /** Whether a message is one that was expected; it is not expected any more. */
  boolean isOurs(String channel, ByteString payload) {
    boolean[] wasExpected = new boolean[1];
    expected
        .asMap()
        .computeIfPresent(
            key(channel, payload),
            (key, times) -> {
              wasExpected[0] = true;
              return times == 1 ? null : times - 1;
            });
    return wasExpected[0];
  }

  private static ByteString key(String channel, ByteString payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(channel.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(payload.asByteBuffer());
      return ByteString.fromArrayUnsafe(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
