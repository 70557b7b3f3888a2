package io.carillon.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.carillon.http.settings.ConfigSources;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * All five systems on their usual ports of the loopback interface, each with something going on;
 * prints what to paste to take part. What is served is in {@code demo.conf}; settings of the
 * environment do not count, so that it is the same everywhere.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Start all five systems on this machine, and print how to talk to each.")
final class Demo implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;

  /** Every port of demo.conf. */
  private static final List<String> PORTS =
      List.of(
          "carillon.admin.port",
          "carillon.listeners.main.port",
          "carillon.listeners.subscriptions.port",
          "carillon.listeners.web.port",
          "carillon.listeners.workerman.port");

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Add this to every port: 10000 takes 15000, 12019, 18000, 18080 and 12020.")
  private int offset;

  @Option(names = "--free-ports", description = "Take any free ports.")
  private boolean isAnyPort;

  @Override
  public Integer call() {
    if (main.hasOptions()) {
      throw refused("--config and --check do not go with demo, which has settings of its own");
    }
    if (isAnyPort && offset != 0) {
      throw refused("--port-offset and --free-ports do not go together");
    }
    Launch launch = new Launch(main.out(), main.err());
    Config config = shifted(shipped());
    return launch.run(() -> serve(launch, config));
  }

  private int serve(Launch launch, Config config) {
    CarillonServer server = start(launch, config);
    DemoPorts ports = DemoPorts.of(server);
    DemoVisitors visitors = new DemoVisitors(ports);
    server.terminated().thenRun(visitors::stop);
    visitors.start();
    DemoGuide.lines(Main.Version.text(), ports).forEach(main.out()::println);
    return Launch.untilItEnds(server);
  }

  private static CarillonServer start(Launch launch, Config config) {
    try {
      return launch.start(config);
    } catch (StartException e) {
      throw new StartException(e.getMessage() + "; --port-offset N shifts all of the demo", e);
    }
  }

  private static Config shipped() {
    return ConfigFactory.parseResources(Demo.class.getClassLoader(), "demo.conf")
        .withFallback(ConfigSources.shipped().load())
        .resolve();
  }

  private Config shifted(Config config) {
    Config shifted = config;
    for (String key : PORTS) {
      int port = config.getInt(key) + offset;
      if (port < 1 || port > LAST_PORT) {
        throw refused(
            "--port-offset " + offset + ": makes port " + port + ", expected 1 to " + LAST_PORT);
      }
      shifted = shifted.withValue(key, ConfigValueFactory.fromAnyRef(isAnyPort ? 0 : port));
    }
    return shifted;
  }

  private ParameterException refused(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
