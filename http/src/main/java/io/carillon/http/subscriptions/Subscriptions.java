package io.carillon.http.subscriptions;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.protocol.subscriptions.Complaint;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.engine.protocol.subscriptions.Validation;
import io.carillon.http.endpoint.BearerToken;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import io.carillon.http.settings.SubscriptionSettings;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets connections subscribe, and publishers notify those who did; one for all routes that speak
 * it, since a subscription holds for the whole node. Thread-safe.
 */
public final class Subscriptions implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  final Engine engine;
  final SubscriptionCodec codec;
  private final Validation validation;
  private final Optional<BearerToken> publisherToken;
  private final LongAdder invalid = new LongAdder();

  public Subscriptions(Engine engine, SubscriptionSettings settings) {
    this.engine = engine;
    this.codec = new SubscriptionCodec(settings.validation(), settings.limits());
    this.validation = settings.validation();
    this.publisherToken =
        Optional.of(settings.publisherToken())
            .filter(token -> !token.isEmpty())
            .map(BearerToken::new);
  }

  @Override
  public Conversation open(Peer peer) {
    return new Subscriber(this, peer, mayPublish(peer));
  }

  @Override
  public boolean wantsOpening() {
    return publisherToken.isPresent();
  }

  /** Frames that were not as documented, since the start. */
  public long invalidFrames() {
    return invalid.sum();
  }

  /** Counts a frame that is not as documented, and tells its sender where that is wanted. */
  void complain(Peer peer, Complaint complaint) {
    invalid.increment();
    if (validation == Validation.STRICT) {
      peer.push(complaint.toMessage());
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "invalid frame from {}: {}; {} so far",
          peer.id(),
          Shown.of(complaint.toMessage().utf8()),
          invalidFrames());
    }
  }

  private boolean mayPublish(Peer peer) {
    return publisherToken
        .map(token -> token.isIn(peer.opening().header("Authorization")) | isInQuery(token, peer))
        .orElse(true);
  }

  /** For publishers that cannot set a header. */
  private static boolean isInQuery(BearerToken token, Peer peer) {
    Opening opening = peer.opening();
    try {
      return token.is(Query.parse(opening.query()).value("token").orElse(""));
    } catch (Refusal badEscape) {
      return false;
    }
  }
}
