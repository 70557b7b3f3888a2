package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.report.Report;
import io.carillon.benchmarks.sample.Sample;
import io.carillon.benchmarks.sample.Scenario;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Compares servers and prints the table; exits with 1 if a run failed or a message was missing,
 * doubled, out of order or miscounted.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Starts the servers on 127.0.0.1 and compares what a delivery costs each.")
public final class CompareCommand implements Callable<Integer> {

  private static final int QUICK_ROUNDS = 1;
  private static final int ROUNDS = 5;

  @Option(
      names = "--quick",
      description = "One round of short runs: two to three minutes for nio and carillon.")
  private boolean quick;

  @Option(names = "--rounds", description = "Rounds; 5 if not given, or 1 if quick.")
  private Integer rounds;

  @Option(
      names = "--scenario",
      split = ",",
      completionCandidates = ScenarioNames.class,
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<String> scenarios = List.of();

  @Option(
      names = "--server",
      split = ",",
      completionCandidates = ServerNames.class,
      description =
          "Only these: ${COMPLETION-CANDIDATES}; all if not given, but nio-again, a control, only"
              + " by its name.")
  private List<String> servers = List.of();

  @Option(
      names = "--variant",
      paramLabel = "LABEL=OPTIONS",
      description =
          "Carillon once more, as carillon-LABEL, with these JVM options, as in"
              + " lanes1=-Dcarillon.engine.lanes=1; may be given several times.")
  private List<String> variants = List.of();

  @Option(
      names = "--jvm",
      split = " ",
      description = "Options of every server's JVM; -Xmx1g if not given.")
  private List<String> jvmOptions = List.of("-Xmx1g");

  @Option(
      names = "--add-to",
      paramLabel = "JSON",
      description =
          "The compare.json of an earlier run, whose rounds are counted as well: for a machine"
              + " that is not quiet long enough.")
  private Path earlier;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, URISyntaxException {
    ComparisonPlan plan = plan();
    OpenFiles.require(plan.mostConnections());
    Path target = targetFolder();
    Path logs = Files.createDirectories(target.resolve("compare"));
    System.err.println(plan);
    List<Sample> samples = new ArrayList<>();
    if (earlier != null) {
      samples.addAll(Report.readJson(earlier));
    }
    int roundsBefore = samples.stream().mapToInt(Sample::round).max().orElse(0);
    try (Children children = new Children()) {
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "stop-children"));
      for (Sample sample : new Comparison(plan, children, logs).run()) {
        samples.add(sample.later(roundsBefore));
      }
    }
    Report report = new Report(samples, notes(plan));
    System.out.println(report.toMarkdown());
    report.writeTo(logs);
    Path json = target.resolve("compare.json");
    report.writeJson(json);
    System.err.println("Every sample is in " + json + ", tables and charts in " + logs);
    return complain(samples);
  }

  private static List<String> notes(ComparisonPlan plan) throws IOException {
    List<String> notes = new ArrayList<>();
    if (plan.scenarios().stream().anyMatch(Scenario::isIdle) && !OpenFiles.allow(IdleMemory.MOST)) {
      notes.add("Left out: " + OpenFiles.shortage(IdleMemory.MOST) + ".");
    }
    return notes;
  }

  /** Quick periods are long enough to see a factor, not a percentage. */
  private ComparisonPlan plan() {
    return new ComparisonPlan(
        candidates(),
        scenarios(),
        rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS,
        quick ? millis(0, 6000) : millis(0, 8000),
        quick ? millis(800, 1500) : millis(2000, 4000),
        jvmOptions);
  }

  private static Period millis(int warmUp, int measured) {
    return Period.of(Duration.ofMillis(warmUp), Duration.ofMillis(measured));
  }

  private static int complain(List<Sample> samples) {
    List<Sample> faulty = samples.stream().filter(Sample::isFaulty).toList();
    faulty.forEach(sample -> System.err.println("FAULT: " + sample.complaint()));
    return faulty.isEmpty() ? 0 : 1;
  }

  private List<Scenario> scenarios() {
    return scenarios.isEmpty() ? Scenario.ALL : chosen(scenarios, Scenario.ALL, Scenario::name);
  }

  private List<Candidate> candidates() {
    List<Candidate> named = new ArrayList<>(Candidate.USUAL);
    if (!servers.isEmpty()) {
      named.add(Candidate.CONTROL);
      named = new ArrayList<>(chosen(servers, named, Candidate::name));
    }
    for (String variant : variants) {
      try {
        named.add(Candidate.variant(variant));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    return named;
  }

  private <T> List<T> chosen(List<String> names, List<T> all, Function<T, String> nameOf) {
    for (String name : names) {
      if (all.stream().noneMatch(one -> nameOf.apply(one).equals(name))) {
        String known = all.stream().map(nameOf).collect(Collectors.joining(", "));
        throw new ParameterException(spec.commandLine(), "no " + name + "; there are " + known);
      }
    }
    return all.stream().filter(one -> names.contains(nameOf.apply(one))).toList();
  }

  private static final class ScenarioNames extends ArrayList<String> {
    private ScenarioNames() {
      super(Scenario.ALL.stream().map(Scenario::name).toList());
    }
  }

  private static final class ServerNames extends ArrayList<String> {
    private ServerNames() {
      super(Candidate.USUAL.stream().map(Candidate::name).toList());
    }
  }

  /** The folder beside which the jar, or the classes, lie: {@code benchmarks/target}. */
  private static Path targetFolder() throws URISyntaxException {
    return Path.of(CompareCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getParent();
  }
}
