package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Stamp;
import java.util.List;
import java.util.Locale;

/**
 * One run of the load client.
 *
 * @param connections WebSockets to open, 1 to 60,000
 * @param parallel publishes in flight (fan-out) or messages in flight per connection (echo), 1 to
 *     1,024
 * @param messageBytes payload of a message, {@value Stamp#BYTES} to 1 MiB
 */
public record LoadPlan(
    Mode mode, LoadTarget target, int connections, int parallel, int messageBytes, Period period) {

  private static final int MAX_CONNECTIONS = 60_000;
  private static final int MAX_PARALLEL = 1024;
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** What the run does. */
  public enum Mode {
    /** Every published message goes to every connection. */
    FANOUT,
    /** Every connection hears its own messages back. */
    ECHO,
    /** Opens the connections, resets them, and again. */
    CONNECT
  }

  public LoadPlan {
    requireWithin("connections", connections, 1, MAX_CONNECTIONS);
    requireWithin("parallel", parallel, 1, MAX_PARALLEL);
    requireWithin("message-bytes", messageBytes, Stamp.BYTES, MAX_MESSAGE_BYTES);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is not within " + least + " and " + most);
    }
  }

  /** The plan as arguments of {@link LoadCommand}. */
  public List<String> toArguments() {
    return List.of(
        mode.name().toLowerCase(Locale.ROOT),
        "--port=" + target.port(),
        "--path=" + target.path(),
        "--publish-port=" + target.publishPort(),
        "--publish-path=" + target.publishPath(),
        "--server-pid=" + target.serverPid(),
        "--connections=" + connections,
        "--parallel=" + parallel,
        "--message-bytes=" + messageBytes,
        "--warm-up=" + period.warmUp(),
        "--measured=" + period.measured(),
        "--stall=" + period.stall(),
        "--max-messages=" + period.maxMessages());
  }
}
