package io.carillon.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands its arguments to JMH as they are: patterns and options such as {@code -prof gc -f 1}. */
@Command(
    name = "jmh",
    description = "Runs the in-process benchmarks whose names match; -l lists them, -h tells more.")
final class JmhCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", description = "Patterns and options of JMH.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws Exception {
    org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}
