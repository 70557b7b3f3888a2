package io.carillon.engine.replication;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.util.ByteString;

/**
 * Some of the values, which are replicated together: what may be done to them. Immutable.
 *
 * @param values what is replicated: {@link TimedValue}s by key, of two the later one
 */
record Bucket(LWWMap<String, ByteString> values) {
  static final Bucket EMPTY = new Bucket(LWWMap.create());

  /**
   * What a bucket holds.
   *
   * @param bytes of keys and values
   * @param wireBytes most bytes that it takes as one message
   * @param firstExpiry when the first of them expires, or {@link TimedValue#NEVER}
   */
  record Size(int entries, long bytes, long wireBytes, long firstExpiry) {
    static final Size NONE = new Size(0, 0, 0, TimedValue.NEVER);
  }

  /**
   * What an entry costs beside its key, which is in it twice, and its value: who wrote it, when.
   */
  private static final int ENTRY_BYTES = 256;

  /** The value under a key that has not expired. */
  Optional<ByteString> value(String key, long now) {
    return Optional.ofNullable(values.getEntries().get(key))
        .map(TimedValue::read)
        .filter(timed -> timed.expiresAt() > now)
        .map(TimedValue::value);
  }

  Bucket with(SelfUniqueAddress node, String key, TimedValue value) {
    return new Bucket(values.put(node, key, value.bytes()));
  }

  Bucket without(SelfUniqueAddress node, String key) {
    return new Bucket(values.remove(node, key));
  }

  /** The same without what has expired. */
  Bucket at(SelfUniqueAddress node, long now) {
    List<String> expired =
        values.getEntries().entrySet().stream()
            .filter(entry -> TimedValue.expiresAt(entry.getValue()) <= now)
            .map(Map.Entry::getKey)
            .toList();
    LWWMap<String, ByteString> rest = values;
    for (String key : expired) {
      rest = rest.remove(node, key);
    }
    return new Bucket(rest);
  }

  Size size() {
    int entries = 0;
    long bytes = 0;
    long wireBytes = 0;
    long firstExpiry = TimedValue.NEVER;
    for (Map.Entry<String, ByteString> entry : values.getEntries().entrySet()) {
      int key = entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      int value = entry.getValue().length();
      entries++;
      bytes += key + value - TimedValue.HEAD_BYTES;
      wireBytes += 2L * key + value + ENTRY_BYTES;
      firstExpiry = Math.min(firstExpiry, TimedValue.expiresAt(entry.getValue()));
    }
    return new Size(entries, bytes, wireBytes, firstExpiry);
  }
}
