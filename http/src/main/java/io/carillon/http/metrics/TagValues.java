package io.carillon.http.metrics;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The values that one tag has, since each is a time series. Bounded: {@link #MOST} are kept apart,
 * all others are {@code other}. Some have their places for good; the place of another that was not
 * counted for {@link #IDLE} goes to whoever wants it, so that values which somebody made up do not
 * keep out real ones for ever. Thread-safe.
 */
final class TagValues {
  static final int MOST = 100;
  static final String OTHER = "other";

  /** Longer than a time series needs to be read, and shorter than anybody waits for its return. */
  static final Duration IDLE = Duration.ofHours(1);

  /** Longer than any sensible value; what is longer is cut. */
  private static final int MOST_CHARACTERS = 100;

  private final Set<String> kept = new HashSet<>();

  /** When each of the others was counted, in nanoseconds; the one counted longest ago first. */
  private final Map<String, Long> counted = new LinkedHashMap<>(16, 0.75f, true);

  /** The value to count under, which has its place for good if there is one. */
  synchronized String keep(String value) {
    String cut = cut(value);
    if (!kept.contains(cut) && counted.remove(cut) == null && isFull()) {
      return OTHER;
    }
    kept.add(cut);
    return cut;
  }

  /**
   * The value to count under.
   *
   * @param nanos the time, from any beginning
   * @param forget told of the value whose place this one takes
   */
  synchronized String admit(String value, long nanos, Consumer<String> forget) {
    String cut = cut(value);
    if (kept.contains(cut)) {
      return cut;
    }
    if (!counted.containsKey(cut) && isFull() && !makeRoom(nanos, forget)) {
      return OTHER;
    }
    counted.put(cut, nanos);
    return cut;
  }

  /** Makes room of all values but these. */
  synchronized void keepOnly(Set<String> values) {
    kept.retainAll(values);
    counted.keySet().retainAll(values);
  }

  private boolean isFull() {
    return kept.size() + counted.size() >= MOST;
  }

  private boolean makeRoom(long nanos, Consumer<String> forget) {
    Iterator<Map.Entry<String, Long>> all = counted.entrySet().iterator();
    if (!all.hasNext()) {
      return false;
    }
    Map.Entry<String, Long> oldest = all.next();
    if (nanos - oldest.getValue() < IDLE.toNanos()) {
      return false;
    }
    all.remove();
    forget.accept(oldest.getKey());
    return true;
  }

  static String cut(String value) {
    return value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS);
  }
}
