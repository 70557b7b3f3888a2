package io.carillon.engine.delivery;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Target;
import io.carillon.engine.websocket.EncodedFrame;
import java.time.Duration;

/**
 * One broadcast on this node: its encoded frame and the tally of its targets. Shared by all lanes
 * and outboxes.
 *
 * @param expiresAt {@link System#nanoTime} after which a waiting frame is dropped; {@link #NEVER}
 *     keeps it
 * @param conflationKey null replaces no waiting frame
 * @param target what it is aimed at
 */
public record Delivery(
    EncodedFrame frame, Tally tally, long expiresAt, String conflationKey, Target target) {

  /** An {@link #expiresAt} that never passes. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A time to live from which on it is no use counting nanoseconds, nor possible: 292 years. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /** Begins a delivery to everybody. */
  public static Delivery of(EncodedFrame frame, Tally tally, BroadcastOptions options, long now) {
    return of(Target.all(), frame, tally, options, now);
  }

  /** Begins a delivery whose time to live counts from {@code now}. */
  public static Delivery of(
      Target target, EncodedFrame frame, Tally tally, BroadcastOptions options, long now) {
    long expiresAt = options.timeToLive().map(life -> expiry(life, now)).orElse(NEVER);
    return new Delivery(frame, tally, expiresAt, options.conflationKey().orElse(null), target);
  }

  private static long expiry(Duration life, long now) {
    return life.compareTo(LONGEST) < 0 ? now + life.toNanos() : NEVER;
  }

  boolean isExpired(long now) {
    return expiresAt != NEVER && now - expiresAt >= 0;
  }

  /** Whether each target's pong is waited for. */
  boolean wantsPong() {
    return tally.level() == Level.RECEIVED;
  }
}
