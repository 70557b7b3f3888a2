package io.carillon.http.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * The values that one tag has had. Bounded: the first {@link #MOST} are kept apart, since each is a
 * time series, and all further ones are {@code other}. Thread-safe.
 */
final class TagValues {
  static final int MOST = 100;
  static final String OTHER = "other";

  /** Longer than any sensible value; what is longer is cut. */
  private static final int MOST_CHARACTERS = 100;

  private final Set<String> known = new HashSet<>();

  /** The value to count under. */
  synchronized String admit(String value) {
    String cut = cut(value);
    if (known.contains(cut)) {
      return cut;
    }
    if (known.size() >= MOST) {
      return OTHER;
    }
    known.add(cut);
    return cut;
  }

  /** Makes room of all values but these. */
  synchronized void keepOnly(Set<String> values) {
    known.retainAll(values);
  }

  static String cut(String value) {
    return value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS);
  }
}
