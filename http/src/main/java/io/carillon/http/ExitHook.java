package io.carillon.http;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the server when the process is asked to end, and says by the exit status whether that
 * worked: 0 after a complete stop, 1 after one that took too long.
 *
 * <p>Halts the JVM, since one that ends by SIGTERM would otherwise always exit with 143. If the
 * server is already gone, the process is ending for another reason and keeps its own status.
 */
final class ExitHook implements Runnable {
  private final CarillonServer server;
  private final PrintStream out;

  private ExitHook(CarillonServer server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  static void install(CarillonServer server, PrintStream out) {
    Runtime.getRuntime().addShutdownHook(new Thread(new ExitHook(server, out), "carillon-exit"));
  }

  @Override
  public void run() {
    if (!server.terminated().toCompletableFuture().isDone()) {
      out.println("Stopping: connections are closed, what is under way is finished.");
      Runtime.getRuntime().halt(stop());
    }
  }

  private int stop() {
    try {
      Duration longest = server.longestStop().toCompletableFuture().join();
      server.stop().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
      out.println("Stopped.");
      return 0;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      out.println("Stopped without waiting any longer.");
      return 1;
    }
  }
}
