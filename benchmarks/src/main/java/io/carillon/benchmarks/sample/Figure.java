package io.carillon.benchmarks.sample;

import java.util.Locale;

/** One thing that is measured: its column's title and how many decimals are worth printing. */
public enum Figure {
  CPU_MICROS("server CPU, us each", 2),
  PER_SECOND("per second", 0),
  P50_MICROS("p50, us", 0),
  P99_MICROS("p99, us", 0),
  P999_MICROS("p99.9, us", 0),
  ANSWER_P50_MICROS("HTTP answer p50, us", 0),
  PAUSE_MILLIS("longest pause, ms", 0),
  HEAP_1K_MIB("heap at 1,000, MiB", 1),
  HEAP_10K_MIB("heap at 10,000, MiB", 1),
  HEAP_20K_MIB("heap at 20,000, MiB", 1),
  HEAP_KIB_EACH("heap a connection, KiB", 2),
  RSS_1K_MIB("RSS at 1,000, MiB", 1),
  RSS_10K_MIB("RSS at 10,000, MiB", 1),
  RSS_20K_MIB("RSS at 20,000, MiB", 1),
  RSS_KIB_EACH("RSS a connection, KiB", 2);

  private final String title;
  private final int decimals;

  Figure(String title, int decimals) {
    this.title = title;
    this.decimals = decimals;
  }

  public String title() {
    return title;
  }

  /** A spread as the table shows it: median (min - max), or the one value there is. */
  public String print(Spread spread) {
    if (spread.min() == spread.max()) {
      return print(spread.median());
    }
    return "%s (%s - %s)"
        .formatted(print(spread.median()), print(spread.min()), print(spread.max()));
  }

  private String print(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
