package io.carillon.engine.connection;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a connection waits for its peer.
 *
 * @param pingAfter silence after which the peer is pinged
 * @param pongTimeout silence after that ping after which the connection is closed
 * @param slowAfter time without write progress after which the peer is cut off
 * @param closeTimeout time for the peer's close frame, and then for its side of the socket
 */
public record Patience(
    Duration pingAfter, Duration pongTimeout, Duration slowAfter, Duration closeTimeout) {
  private static final int LOOKS = 8;
  private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  /** The same but for who is slow. */
  Patience withSlowAfter(Duration newSlowAfter) {
    return new Patience(pingAfter, pongTimeout, newSlowAfter, closeTimeout);
  }

  /** How exactly these times are kept: an eighth of the shortest, between 10 ms and 1 s. */
  public Duration tick() {
    Duration shortest =
        Stream.of(pingAfter, pongTimeout, slowAfter).min(Duration::compareTo).orElseThrow();
    Duration tick = shortest.dividedBy(LOOKS);
    tick = tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
  }
}
