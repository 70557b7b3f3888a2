package io.carillon.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The load client's command line: runs one {@link LoadPlan} and prints the {@link LoadResult} as
 * one line of JSON. Exits with 1 if there was a fault.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Drives one WebSocket server on 127.0.0.1 and checks every delivery.")
public final class LoadCommand implements Callable<Integer> {

  @Parameters(paramLabel = "MODE", description = "${COMPLETION-CANDIDATES}")
  private LoadPlan.Mode mode;

  @Option(names = "--port", required = true, description = "Where WebSockets are opened.")
  private int port;

  @Option(names = "--path", description = "The path of the WebSockets.")
  private String path = "/bench";

  @Option(names = "--publish-port", description = "Where messages are posted; 0 is --port.")
  private int publishPort;

  @Option(names = "--publish-path", description = "The path that messages are posted to.")
  private String publishPath = "/pub";

  @Option(
      names = "--tag-api",
      description = "The path below which connections are tagged; empty if the query says it.")
  private String tagApi = "";

  @Option(names = "--server-pid", description = "Whose CPU time to read; 0 is nobody's.")
  private long serverPid;

  @Option(names = "--connections", description = "WebSockets to open.")
  private int connections = 1000;

  @Option(names = "--parallel", description = "Publishes, or echoes a connection, in flight.")
  private int parallel = 1;

  @Option(names = "--message-bytes", description = "Payload of a message.")
  private int messageBytes = 128;

  @Option(names = "--per-second", description = "Messages a second; 0 as fast as delivered.")
  private double perSecond;

  @Option(names = "--warm-up", description = "ISO-8601 duration.")
  private Duration warmUp = Duration.ofSeconds(2);

  @Option(names = "--measured", description = "ISO-8601 duration.")
  private Duration measured = Duration.ofSeconds(5);

  @Option(names = "--stall", description = "Ends the run when nothing moves for so long.")
  private Duration stall = Period.USUAL_STALL;

  @Option(names = "--max-messages", description = "Ends the run after so many messages.")
  private long maxMessages = Long.MAX_VALUE;

  /** The plan that the options make. */
  LoadPlan toPlan() {
    int posted = publishPort == 0 ? port : publishPort;
    return new LoadPlan(
        mode,
        new LoadTarget(port, path, posted, publishPath, tagApi, serverPid),
        connections,
        parallel,
        messageBytes,
        perSecond,
        new Period(warmUp, measured, stall, maxMessages));
  }

  @Override
  public Integer call() throws IOException {
    LoadResult result = LoadRun.of(toPlan());
    System.out.println(new ObjectMapper().writeValueAsString(result));
    return result.faults().total() == 0 ? 0 : 1;
  }
}
