package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Stamp;
import java.util.List;
import java.util.Locale;

/**
 * One run of the load client.
 *
 * @param connections WebSockets to open, 1 to 60,000
 * @param parallel publishes in flight (fan-out), messages in flight per connection (echo), or
 *     connections that watch (storm), 1 to 1,024
 * @param messageBytes payload of a message, {@value Stamp#BYTES} to 1 MiB
 * @param perSecond messages published a second, 0 to 100,000; 0 as fast as they are delivered
 */
public record LoadPlan(
    Mode mode,
    LoadTarget target,
    int connections,
    int parallel,
    int messageBytes,
    double perSecond,
    Period period) {

  private static final int MAX_CONNECTIONS = 60_000;
  private static final int MAX_PARALLEL = 1024;
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_PER_SECOND = 100_000;

  /** What the run does. */
  public enum Mode {
    /** Every published message goes to every connection. */
    FANOUT,
    /** Every published message goes to every second connection. */
    HALF,
    /** Every connection hears its own messages back. */
    ECHO,
    /** Opens the connections, resets them, and again. */
    CONNECT,
    /** Opens the connections at once while others, already open, keep receiving. */
    STORM
  }

  public LoadPlan {
    requireWithin("connections", connections, 1, MAX_CONNECTIONS);
    requireWithin("parallel", parallel, 1, MAX_PARALLEL);
    requireWithin("message-bytes", messageBytes, Stamp.BYTES, MAX_MESSAGE_BYTES);
    requireWithin("per-second", (int) Math.floor(perSecond), 0, MAX_PER_SECOND);
    if (mode == Mode.STORM && perSecond == 0) {
      throw new IllegalArgumentException("a storm needs per-second above 0");
    }
  }

  /** The same plan on another path. */
  LoadPlan withPath(String path) {
    return new LoadPlan(
        mode, target.withPath(path), connections, parallel, messageBytes, perSecond, period);
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
        "--tag-api=" + target.tagApi(),
        "--server-pid=" + target.serverPid(),
        "--connections=" + connections,
        "--parallel=" + parallel,
        "--message-bytes=" + messageBytes,
        "--per-second=" + perSecond,
        "--warm-up=" + period.warmUp(),
        "--measured=" + period.measured(),
        "--stall=" + period.stall(),
        "--max-messages=" + period.maxMessages());
  }
}
