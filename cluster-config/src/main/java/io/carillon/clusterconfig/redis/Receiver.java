package io.carillon.clusterconfig.redis;

import io.carillon.engine.message.Message;
import java.util.concurrent.CompletionStage;

/** Takes messages of Redis to where they go. */
@FunctionalInterface
public interface Receiver {

  /**
   * Hands a message over; must not block. Messages are handed over in the order in which they came,
   * the next before the one before it is done.
   *
   * @return when the message counts as handed on; fails if it was not, with an {@link
   *     IllegalArgumentException} if it is none for its destination
   */
  CompletionStage<?> receive(Destination to, Message message);
}
