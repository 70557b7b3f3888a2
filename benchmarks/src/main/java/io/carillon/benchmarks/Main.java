package io.carillon.benchmarks;

import io.carillon.benchmarks.compare.CompareCommand;
import io.carillon.benchmarks.load.HoldCommand;
import io.carillon.benchmarks.load.LoadCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code compare}, {@code jmh}, and {@code load} and {@code hold} by themselves.
 */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {
      CompareCommand.class,
      JmhCommand.class,
      LoadCommand.class,
      HoldCommand.class,
      CommandLine.HelpCommand.class
    },
    description = "Measures Carillon, alone and beside the reference servers.")
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new Main());
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!(failure instanceof IOException)) {
            throw failure;
          }
          command.getErr().println(failure.getMessage());
          return 1;
        });
    commands.getSubcommands().get("jmh").setUnmatchedOptionsArePositionalParams(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commands.execute(arguments));
  }
}
