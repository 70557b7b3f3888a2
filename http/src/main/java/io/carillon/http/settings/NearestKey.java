package io.carillon.http.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped key was probably meant to be. */
final class NearestKey {
  /** More edits than this and the guess would only mislead. */
  private static final int MOST_EDITS = 3;

  private NearestKey() {}

  /** The known key that is fewest edits away, if it is near enough. */
  static Optional<String> of(String typed, Collection<String> known) {
    return known.stream()
        .filter(key -> edits(typed, key) <= Math.min(MOST_EDITS, key.length() / 2))
        .min(Comparator.comparingInt((String key) -> edits(typed, key)).thenComparing(key -> key));
  }

  /** Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
