package io.carillon.engine.application;

import io.carillon.engine.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Is told of every connection, whatever its route: from its opening to its end.
 *
 * <p>The events of one connection come one at a time and in this order; those of different
 * connections at the same time. None may block; what they throw is logged and changes nothing.
 *
 * <pre>
 *   onOpen                    a member of its route, its handshake answered
 *   onMessage                 for each message
 *   onGhostConnectionClose    only of a ghost that is released; waited for
 *   beforeClose               still counted, its stored information and labels readable; waited for
 *   onClose                   gone: its id, labels and information are forgotten
 * </pre>
 *
 * <p>What is waited for may take {@code carillon.engine.state.before-close-timeout}. While a
 * connection is a ghost the end of its socket is no event.
 */
public interface Lifecycle {

  /** What may be told. */
  enum Event {
    OPEN,
    MESSAGE,
    GHOST_CONNECTION_CLOSE,
    BEFORE_CLOSE,
    CLOSE
  }

  /** What it wants to be told; asked once. What nobody wants costs nothing. */
  default Set<Event> events() {
    return EnumSet.allOf(Event.class);
  }

  /**
   * A connection has opened. Called on the connection's thread of the moment.
   *
   * @param headers those of its request: name, as sent, to values in their order
   */
  default void onOpen(Connected connection, Map<String, List<String>> headers) {}

  /** A message came; may be empty. Called on the connection's thread of the moment. */
  default void onMessage(Connected connection, Message message) {}

  /** A ghost was released: it ends now. */
  default CompletionStage<Done> onGhostConnectionClose(Connected connection) {
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  /** A connection's socket has ended, and it will be forgotten when this is done. */
  default CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  /** A connection is gone. */
  default void onClose(Connected connection, Closure closure) {}
}
