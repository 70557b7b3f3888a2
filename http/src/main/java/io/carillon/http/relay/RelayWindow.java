package io.carillon.http.relay;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.CloseCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client says to all, on its way to the outboxes.
 *
 * <p>At most {@link #SIZE} messages are on their way; then nothing more is read from the client
 * until one has arrived, so that who talks faster than the server relays is slowed down by TCP. A
 * message that the engine cannot take is not dropped in silence: the connection is closed with
 * 1013.
 */
public final class RelayWindow {
  private static final Logger LOG = LoggerFactory.getLogger(RelayWindow.class);

  /** Enough to keep the lanes busy, and small beside the broadcasts that may be in flight. */
  public static final int SIZE = 16;

  private final Peer peer;
  private final AtomicInteger onTheirWay = new AtomicInteger();

  public RelayWindow(Peer peer) {
    this.peer = peer;
  }

  /**
   * Sends the client's next message; called on the connection's thread.
   *
   * @param send completes when it has been offered to every outbox
   */
  public void relay(Supplier<? extends CompletionStage<?>> send) {
    if (onTheirWay.incrementAndGet() >= SIZE) {
      peer.pause();
      // One may have arrived before the pause, and found nothing to resume.
      if (onTheirWay.get() < SIZE) {
        peer.resume();
      }
    }
    send.get().whenComplete((sent, failure) -> onArrived(failure));
  }

  private void onArrived(Throwable failure) {
    if (onTheirWay.decrementAndGet() < SIZE) {
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
