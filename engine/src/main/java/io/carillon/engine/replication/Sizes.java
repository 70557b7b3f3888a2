package io.carillon.engine.replication;

import io.carillon.engine.information.GlobalSettings;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What each bucket holds, and all of them together, as far as this node knows. Thread-safe.
 *
 * <p>What other nodes put is known a moment later, so nodes that put in the same moment can go
 * beyond the bounds together, by what they put then.
 */
final class Sizes {
  private final GlobalSettings settings;
  private final long maxWireBytes;
  private final Bucket.Size[] sizes;
  private int entries;
  private long bytes;

  /**
   * Of empty buckets.
   *
   * @param maxWireBytes most bytes of one bucket as a message
   */
  Sizes(int buckets, GlobalSettings settings, long maxWireBytes) {
    this.settings = settings;
    this.maxWireBytes = maxWireBytes;
    this.sizes = new Bucket.Size[buckets];
    Arrays.fill(sizes, Bucket.Size.NONE);
  }

  /** A bucket has become so large. */
  synchronized void change(int bucket, Bucket.Size next) {
    entries += next.entries() - sizes[bucket].entries();
    bytes += next.bytes() - sizes[bucket].bytes();
    sizes[bucket] = next;
  }

  /** Lets a bucket become so large if there is room; else false, and nothing changes. */
  synchronized boolean admit(int bucket, Bucket.Size next) {
    Bucket.Size now = sizes[bucket];
    boolean hasRoom =
        (next.entries() <= now.entries()
                || entries + next.entries() - now.entries() <= settings.maxEntries())
            && (next.bytes() <= now.bytes()
                || bytes + next.bytes() - now.bytes() <= settings.maxBytes())
            && (next.wireBytes() <= now.wireBytes() || next.wireBytes() <= maxWireBytes);
    if (hasRoom) {
      change(bucket, next);
    }
    return hasRoom;
  }

  /** Buckets in which something has expired. */
  synchronized int[] expired(long now) {
    return IntStream.range(0, sizes.length)
        .filter(bucket -> sizes[bucket].firstExpiry() <= now)
        .toArray();
  }
}
