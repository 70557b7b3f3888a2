package io.carillon.engine.broadcast;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;

/**
 * What was put here last: at most so many, each for so long, the oldest forgotten first.
 *
 * <p>No cache: one that weighs how often something is asked for forgets the newest, which nobody
 * has asked for yet. Thread-safe.
 */
final class Recent<K, V> {
  private record Aged<V>(V value, long since) {}

  private final int most;
  private final long timeToLiveNanos;
  private final LongSupplier nanoTime;
  private final Map<K, Aged<V>> oldestFirst = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param nanoTime the clock
   */
  Recent(int most, Duration timeToLive, LongSupplier nanoTime) {
    this.most = most;
    this.timeToLiveNanos = timeToLive.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Puts a value, together with the one that was there, as the newest. */
  synchronized void put(K key, V value, BinaryOperator<V> together) {
    long now = nanoTime.getAsLong();
    Aged<V> before = oldestFirst.remove(key);
    V next = before == null ? value : together.apply(before.value, value);
    oldestFirst.put(key, new Aged<>(next, now));
    forget(now);
  }

  synchronized Optional<V> find(K key) {
    Aged<V> found = oldestFirst.get(key);
    return found == null || isOld(found, nanoTime.getAsLong())
        ? Optional.empty()
        : Optional.of(found.value);
  }

  private void forget(long now) {
    Iterator<Aged<V>> oldest = oldestFirst.values().iterator();
    while (oldest.hasNext() && (isOld(oldest.next(), now) || oldestFirst.size() > most)) {
      oldest.remove();
    }
  }

  private boolean isOld(Aged<V> each, long now) {
    return now - each.since >= timeToLiveNanos;
  }
}
