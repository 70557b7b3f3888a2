package io.carillon.benchmarks.sample;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All samples of a comparison, by server and scenario. Immutable. */
public record Samples(List<Sample> all) {

  /** The server that ratios are taken to. */
  public static final String REFERENCE = "nio";

  public Samples {
    all = List.copyOf(all);
  }

  /** Those of one scenario that have figures. */
  public Samples of(Scenario scenario) {
    return new Samples(
        all.stream()
            .filter(s -> s.scenario().equals(scenario.name()) && s.failure() == null)
            .toList());
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** The names of the servers, in the order in which they were measured first. */
  public List<String> servers() {
    return all.stream().map(Sample::server).distinct().toList();
  }

  /** How many rounds there were. */
  public int rounds() {
    return all.stream().mapToInt(Sample::round).max().orElse(0);
  }

  /** A figure of a server in all the samples that have it, whatever their scenario. */
  public Optional<Spread> spread(String server, Figure figure) {
    List<Double> values =
        all.stream()
            .filter(s -> s.server().equals(server) && s.figures().containsKey(figure))
            .map(s -> s.figures().get(figure))
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** The median of a figure of a server in the scenario of that name. */
  public OptionalDouble median(String server, String scenario, Figure figure) {
    Samples ours = new Samples(all.stream().filter(s -> s.scenario().equals(scenario)).toList());
    return ours.spread(server, figure).stream().mapToDouble(Spread::median).findFirst();
  }
}
