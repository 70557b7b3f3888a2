package io.carillon.http;

import com.typesafe.config.Config;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * The program. Exit status: 0 after a stop that was asked for, 1 if it could not start or broke
 * down, 2 if the configuration or the command line is wrong.
 */
@Command(
    name = "carillon",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = Demo.class,
    description =
        "A WebSocket messaging engine whose broadcasts answer with a count you can trust.",
    footer = {
      "",
      "Settings, the strongest first: -Dkey=value (before -jar), CARILLON_HOST, CARILLON_PORT,",
      "CARILLON_ADMIN_HOST, CARILLON_ADMIN_PORT, CARILLON_ADMIN_TOKEN, CARILLON_CLUSTER_*, the",
      "file, the defaults."
    })
public final class Main implements Callable<Integer> {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @Option(names = "--config", paramLabel = "FILE", description = "Read settings from this file.")
  private Path file;

  @Option(names = "--check", description = "Check the settings and exit.")
  private boolean checkOnly;

  /** What {@code --version} prints; read from the manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Carillon " + text()};
    }

    static String text() {
      return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
          .orElse("(development build)");
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    return new Launch(out, err).run(this::checkOrServe);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Whether more was asked for than a subcommand. */
  boolean hasOptions() {
    return file != null || checkOnly;
  }

  private int checkOrServe() {
    Config config =
        new ConfigSources(Optional.ofNullable(file), System.getenv(), System.getProperties())
            .load();
    CarillonSettings settings = CarillonSettings.of(config);
    if (checkOnly) {
      out.println("The settings are fine.");
      return 0;
    }
    CarillonServer server = new Launch(out, err).start(config);
    boolean token = !settings.admin().access().token().isEmpty();
    Greeting.lines(Version.text(), server, token).forEach(out::println);
    Neighbours.lines(settings.cluster()).forEach(out::println);
    return Launch.untilItEnds(server);
  }
}
