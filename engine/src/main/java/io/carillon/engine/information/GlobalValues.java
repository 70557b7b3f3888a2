package io.carillon.engine.information;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.util.ByteString;

/**
 * Values that an application keeps for itself, by key, each for as long as it says.
 *
 * <p>Holds at most {@code max-entries} keys and {@code max-bytes} bytes of keys and values. No
 * value is ever pushed out by another: what does not fit is refused. An expired value is gone from
 * the moment on at which it expires; its room is free a second or two later. Thread-safe.
 */
public final class GlobalValues {
  /** Longer than any program runs; keeps the arithmetic in range. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final long NEVER = Long.MAX_VALUE;

  /** A value and the ticker's time at which it expires, or {@link #NEVER}. */
  private record Entry(ByteString value, long expiresAt) {}

  private final GlobalSettings settings;
  private final Ticker ticker;
  private final ConcurrentMap<String, Entry> entries;
  private final Runnable expire;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** No values yet; time is that of the ticker. */
  public GlobalValues(GlobalSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    var cache =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run) // what it costs to hand over is more than what there is to do
            .expireAfter(Expiry.writing(this::remaining))
            .evictionListener(this::evicted)
            .build();
    this.entries = cache.asMap();
    this.expire = cache::cleanUp;
  }

  /**
   * Puts a value, which may be empty, under a key, in place of one that is there.
   *
   * @param timeToLive positive; empty keeps it until it is removed
   * @return false if there is no room; then nothing changes
   */
  public synchronized boolean put(String key, ByteString value, Optional<Duration> timeToLive) {
    Entry entry = new Entry(value.compact(), timeToLive.map(this::expiry).orElse(NEVER));
    if (!fits(key, entry)) {
      expire.run();
      if (!fits(key, entry)) {
        return false;
      }
    }
    Entry old = entries.put(key, entry);
    if (old != null) {
      count(key, old, -1);
    }
    count(key, entry, 1);
    return true;
  }

  /** The value under a key, if there is one. */
  public Optional<ByteString> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** Takes a value away; false if there was none. */
  public synchronized boolean remove(String key) {
    Entry old = entries.remove(key);
    if (old != null) {
      count(key, old, -1);
    }
    return old != null;
  }

  /** Keys that are held, perhaps with some that have expired a moment ago. */
  public int size() {
    return count.get();
  }

  private boolean fits(String key, Entry entry) {
    Entry old = entries.get(key);
    long grown = bytes.get() + length(key, entry) - (old == null ? 0 : length(key, old));
    return grown <= settings.maxBytes() && (old != null || count.get() < settings.maxEntries());
  }

  /**
   * A value has expired: the cache says so on any thread, holding locks of its own, so no other
   * lock may be taken here. What is removed otherwise is counted where that is done.
   */
  private void evicted(String key, Entry entry, RemovalCause cause) {
    count(key, entry, -1);
  }

  private void count(String key, Entry entry, int sign) {
    count.addAndGet(sign);
    bytes.addAndGet(sign * (long) length(key, entry));
  }

  private long expiry(Duration timeToLive) {
    Duration life = timeToLive.compareTo(LONGEST) < 0 ? timeToLive : LONGEST;
    return ticker.read() + life.toNanos();
  }

  private Duration remaining(String key, Entry entry) {
    return entry.expiresAt == NEVER
        ? LONGEST
        : Duration.ofNanos(Math.max(0, entry.expiresAt - ticker.read()));
  }

  private static int length(String key, Entry entry) {
    return key.getBytes(StandardCharsets.UTF_8).length + entry.value.length();
  }
}
