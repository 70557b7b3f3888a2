package io.carillon.http.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as callers write them: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}. */
public final class DurationText {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|[smhd])");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private DurationText() {}

  /** Reads a duration of at least 1 ms and at most {@code most}; empty for anything else. */
  public static Optional<Duration> parse(String text, Duration most) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return within(Long.parseLong(matcher.group(1)) * MILLIS.get(matcher.group(2)), most);
  }

  /** The same for a number of milliseconds. */
  public static Optional<Duration> within(long millis, Duration most) {
    return millis >= 1 && millis <= most.toMillis()
        ? Optional.of(Duration.ofMillis(millis))
        : Optional.empty();
  }
}
