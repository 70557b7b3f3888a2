package io.carillon.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Opens WebSockets and keeps them open and silent, so that the memory they cost can be read.
 *
 * <p>Each line on standard input is a number of connections to grow to; each is answered by a line
 * with the number once they are open. The end of the input closes them. While it waits for a line
 * it answers no pings: ask within the server's ping interval.
 */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Keeps WebSockets open; reads from standard input how many.")
public final class HoldCommand implements Callable<Integer>, Receiver.Events {

  private static final int SMALLEST_MESSAGE = 32;

  @Option(names = "--port", required = true, description = "Where WebSockets are opened.")
  private int port;

  @Option(names = "--path", description = "The path of the WebSockets.")
  private String path = "/bench";

  private Connector connector;

  @Override
  public Integer call() throws IOException {
    LoadTarget target = new LoadTarget(port, path, port, "", "", 0);
    Receiver[] held = new Receiver[0];
    try (LoadLoop loop = new LoadLoop();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int from = held.length;
        held = Arrays.copyOf(held, Integer.parseInt(line));
        LoadPlan plan =
            new LoadPlan(
                LoadPlan.Mode.CONNECT, target, held.length, 1, SMALLEST_MESSAGE, 0, Period.NONE);
        connector = new Connector(loop, plan);
        connector.fill(held, from, this);
        System.out.println(held.length);
      }
    }
    return 0;
  }

  @Override
  public void onOpen(Receiver receiver, long nanos) {
    connector.onOpen();
  }

  @Override
  public void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos) {
    throw new IllegalStateException("a message that nobody sent");
  }

  @Override
  public void onClosed(Receiver receiver, String why) {
    System.err.println("hold: " + why);
    connector.onFailed();
  }

  @Override
  public void onBroken(Receiver receiver, String why) {
    onClosed(receiver, why);
  }
}
