package io.carillon.http.relay;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection whose messages go to all, in the order in which it said them.
 *
 * <p>At most {@link #WINDOW} of them are on their way to the outboxes; then nothing more is read
 * from it until one has arrived, so that who talks faster than the server relays is slowed down by
 * TCP. A message that the engine cannot take is not dropped in silence: the connection is closed
 * with 1013.
 */
final class Speaker implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);

  /** Enough to keep the lanes busy, and small beside the broadcasts that may be in flight. */
  static final int WINDOW = 16;

  private final Relay relay;
  private final Peer peer;
  private final AtomicInteger onTheirWay = new AtomicInteger();

  Speaker(Relay relay, Peer peer) {
    this.relay = relay;
    this.peer = peer;
  }

  @Override
  public void onMessage(Message message) {
    if (onTheirWay.incrementAndGet() >= WINDOW) {
      peer.pause();
      // One may have arrived before the pause, and found nothing to resume.
      if (onTheirWay.get() < WINDOW) {
        peer.resume();
      }
    }
    relay.send(peer, message).whenComplete((receipt, failure) -> onArrived(failure));
  }

  private void onArrived(Throwable failure) {
    if (onTheirWay.decrementAndGet() < WINDOW) {
      peer.resume();
    }
    if (failure != null) {
      giveUp(failure instanceof CompletionException ? failure.getCause() : failure);
    }
  }

  private void giveUp(Throwable cause) {
    if (cause instanceof EngineBusyException) {
      peer.close(CloseCode.TRY_AGAIN_LATER.code(), "too busy, the message was not relayed");
    } else {
      LOG.error("a message of {} was not relayed", peer.id(), cause);
      peer.close(CloseCode.INTERNAL_ERROR.code(), "");
    }
  }
}
