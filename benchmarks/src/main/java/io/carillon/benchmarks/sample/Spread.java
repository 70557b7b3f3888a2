package io.carillon.benchmarks.sample;

import java.util.List;

/** The middle and the ends of what several rounds measured. */
public record Spread(double median, double min, double max) {

  /** Of at least one value; of an even number, the median is the mean of the two middle ones. */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
