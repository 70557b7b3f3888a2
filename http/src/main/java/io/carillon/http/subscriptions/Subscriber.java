package io.carillon.http.subscriptions;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.subscriptions.ClientFrame;
import io.carillon.engine.protocol.subscriptions.Complaint;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that may subscribe and, once, publish: a publisher's connection is closed when its
 * notification has been fanned out, and what it sends meanwhile is not read.
 */
final class Subscriber implements Conversation, ClientFrame.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** Nobody reads the receipt: it is enough that every outbox has the frame. */
  private static final BroadcastOptions FAN_OUT =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  private final Subscriptions subscriptions;
  private final Peer peer;
  private final boolean mayPublish;
  private boolean isDone;

  Subscriber(Subscriptions subscriptions, Peer peer, boolean mayPublish) {
    this.subscriptions = subscriptions;
    this.peer = peer;
    this.mayPublish = mayPublish;
  }

  @Override
  public void onMessage(Message message) {
    if (!isDone) {
      subscriptions.codec.read(message).read(this);
    }
  }

  @Override
  public void onSubscribe(Set<Subscription> all) {
    subscriptions
        .engine
        .subscribe(peer, all)
        .whenComplete(
            (subscribed, failure) -> {
              if (failure != null) {
                LOG.warn("no answer to subscriptions of {}", peer.id(), failure);
              }
            });
  }

  @Override
  public void onNotify(Target.Subscribed subscribers, Message forwarded) {
    isDone = true;
    if (mayPublish) {
      subscriptions
          .engine
          .broadcast(Target.of(subscribers), forwarded, FAN_OUT)
          .whenComplete((receipt, failure) -> close(failure));
    } else {
      close(CloseCode.POLICY_VIOLATION, "publishing needs the token");
    }
  }

  @Override
  public void onNothing() {}

  @Override
  public void onInvalid(Complaint complaint) {
    subscriptions.complain(peer, complaint);
  }

  private void close(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      close(CloseCode.NORMAL_CLOSURE, "");
    } else if (cause instanceof EngineBusyException) {
      close(CloseCode.TRY_AGAIN_LATER, "too busy, nobody was notified");
    } else {
      LOG.error("no answer to a notification of {}", peer.id(), cause);
      close(CloseCode.INTERNAL_ERROR, "");
    }
  }

  private void close(CloseCode code, String reason) {
    peer.close(code.code(), reason);
  }
}
