package io.carillon.http.analytics.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who was here in the last five minutes, each with the time he was last seen. Bounded by count:
 * beyond it the one seen longest ago is forgotten. Not thread-safe.
 */
final class ActiveVisitors {
  private static final Duration ACTIVE = Duration.ofMinutes(5);

  private final int most;

  /** In the order in which they were last seen. */
  private final Map<UUID, Instant> lastSeen = new LinkedHashMap<>();

  ActiveVisitors(int most) {
    this.most = most;
  }

  /** Notes a visitor; true if he was not among the active ones. */
  boolean see(UUID visitor, Instant now) {
    forgetBefore(now.minus(ACTIVE));
    boolean isNew = lastSeen.remove(visitor) == null;
    lastSeen.put(visitor, now);
    if (lastSeen.size() > most) {
      lastSeen.remove(lastSeen.keySet().iterator().next());
    }
    return isNew;
  }

  int count(Instant now) {
    forgetBefore(now.minus(ACTIVE));
    return lastSeen.size();
  }

  private void forgetBefore(Instant oldest) {
    Iterator<Instant> times = lastSeen.values().iterator();
    while (times.hasNext() && !times.next().isAfter(oldest)) {
      times.remove();
    }
  }
}
