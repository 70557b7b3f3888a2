package io.carillon.engine.message;

import java.util.Map;

/**
 * What became of all broadcasts of a node since it started; every number only grows.
 *
 * <p>{@code targeted} is never less than {@code written} and {@code failed} together; the
 * difference are targets whose frames still wait.
 *
 * @param broadcasts broadcasts that were sent, those to nobody included
 * @param refused broadcasts that were not, since too many were in flight
 * @param targeted connections that matched, summed over the broadcasts
 * @param written targets for which the kernel has taken every byte
 * @param failed targets for which it never will, by reason; every reason is there
 */
public record Totals(
    long broadcasts, long refused, long targeted, long written, Map<FailureReason, Long> failed) {
  public Totals {
    failed = Map.copyOf(failed);
  }
}
