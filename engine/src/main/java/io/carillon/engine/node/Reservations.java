package io.carillon.engine.node;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names that somebody is about to take, each for one attempt at a time.
 *
 * <p>Holds at most as many as it is made for; a further one is refused. What is not released
 * expires. Thread-safe.
 */
public final class Reservations {
  /** What became of a request. */
  public enum Outcome {
    RESERVED,
    /** Another attempt has it. */
    TAKEN,
    FULL
  }

  private record Held(String attempt, long since) {}

  private final int most;
  private final Duration timeToLive;
  private final Ticker ticker;

  /** By name, the oldest first: it is the first to expire. */
  private final Map<String, Held> byName = new LinkedHashMap<>();

  /** None yet; time is that of the ticker. */
  public Reservations(int most, Duration timeToLive, Ticker ticker) {
    this.most = most;
    this.timeToLive = timeToLive;
    this.ticker = ticker;
  }

  /** Reserves a name for an attempt, which nobody else can have until it is released or expires. */
  public synchronized Outcome reserve(String name, String attempt) {
    forgetExpired();
    Held held = byName.get(name);
    if (held != null) {
      return held.attempt.equals(attempt) ? Outcome.RESERVED : Outcome.TAKEN;
    }
    if (byName.size() >= most) {
      return Outcome.FULL;
    }
    byName.put(name, new Held(attempt, ticker.read()));
    return Outcome.RESERVED;
  }

  /** Gives a name back; nothing happens if this attempt does not have it. */
  public synchronized void release(String name, String attempt) {
    Held held = byName.get(name);
    if (held != null && held.attempt.equals(attempt)) {
      byName.remove(name);
    }
  }

  private void forgetExpired() {
    long now = ticker.read();
    Iterator<Held> oldestFirst = byName.values().iterator();
    while (oldestFirst.hasNext() && now - oldestFirst.next().since >= timeToLive.toNanos()) {
      oldestFirst.remove();
    }
  }
}
