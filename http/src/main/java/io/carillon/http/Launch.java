package io.carillon.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.Config;
import io.carillon.http.settings.SettingsException;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** A server as a program runs it: what goes wrong is a line on the console and an exit status. */
final class Launch {
  static final int FAILED = 1;
  static final int WRONG_SETTINGS = 2;

  private final PrintStream out;
  private final PrintStream err;

  Launch(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The exit status of a program that reads settings and starts a server. */
  int run(Supplier<Integer> program) {
    try {
      return program.get();
    } catch (SettingsException e) {
      err.println("Carillon cannot use these settings:");
      e.problems().forEach(problem -> err.println("  " + problem));
      return WRONG_SETTINGS;
    } catch (StartException e) {
      err.println("Carillon cannot start: " + e.getMessage());
      return FAILED;
    }
  }

  /**
   * Starts a server that is stopped when the process is asked to end. While ports are bound,
   * Pekko's own stack trace about one that is taken stays out of the way of our line.
   */
  CarillonServer start(Config config) {
    Logger binds = (Logger) LoggerFactory.getLogger("org.apache.pekko.io.TcpListener");
    binds.setLevel(Level.OFF);
    CarillonServer server = CarillonServer.start(config);
    binds.setLevel(null);
    ExitHook.install(server, out);
    return server;
  }

  /** Returns only if the server ends without having been asked to. */
  static int untilItEnds(CarillonServer server) {
    server.terminated().toCompletableFuture().join();
    return FAILED;
  }
}
