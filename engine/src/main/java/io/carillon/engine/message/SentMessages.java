package io.carillon.engine.message;

import java.util.List;

/**
 * What was recorded of the messages written to one connection.
 *
 * @param counted messages written while they were recorded, whether or not they are still kept
 * @param kept the last of them, oldest first
 */
public record SentMessages(long counted, List<SentMessage> kept) {
  /** Nothing was ever recorded. */
  public static final SentMessages NONE = new SentMessages(0, List.of());

  public SentMessages {
    kept = List.copyOf(kept);
  }
}
