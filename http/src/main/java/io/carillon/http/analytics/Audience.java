package io.carillon.http.analytics;

import io.carillon.engine.application.Peer;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The clients that have their first figures and get everything from there on.
 *
 * <p>They are listed one by one instead of by route: a client joins behind its first figures, which
 * no event may overtake, and another listener may have the same route for something else. Holds as
 * many as the listeners let in. Thread-safe.
 */
final class Audience {
  /** Nobody waits for anybody: what becomes of each frame is its outbox's business. */
  private static final BroadcastOptions EVENT = BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  /** Who has not yet taken the last heartbeat gets the new one instead. */
  private static final BroadcastOptions HEARTBEAT = EVENT.withConflationKey("analytics heartbeat");

  private final Set<Peer> peers = new HashSet<>();
  private final Losses lostEvents = new Losses("event", System::nanoTime);
  private final Losses lostHeartbeats = new Losses("heartbeat", System::nanoTime);
  private final Broadcasting broadcasting;
  private final Metrics metrics;

  Audience(Broadcasting broadcasting, Metrics metrics) {
    this.broadcasting = broadcasting;
    this.metrics = metrics;
  }

  /**
   * Lets a peer have what is sent from now on, behind what it is pushed first: whoever has seen
   * that misses nothing that is sent later, and nothing overtakes it.
   *
   * @param first pushes it; must not block
   */
  void join(Peer peer, Runnable first) {
    synchronized (peers) {
      first.run();
      peers.add(peer);
    }
  }

  void leave(Peer peer) {
    synchronized (peers) {
      peers.remove(peer);
    }
  }

  /** Done when every outbox has answered; fails if the engine took nothing on. */
  CompletionStage<?> event(Message message) {
    return send(message, EVENT)
        .whenComplete((receipt, failure) -> note(lostEvents, "event", failure));
  }

  void heartbeat(Message message) {
    send(message, HEARTBEAT)
        .whenComplete((receipt, failure) -> note(lostHeartbeats, "heartbeat", failure));
  }

  /** There are no figures to make a heartbeat of. */
  void noHeartbeat(Throwable why) {
    note(lostHeartbeats, "heartbeat", why);
  }

  /** Whatever is lost is counted; the log is told of the first. */
  private void note(Losses losses, String kind, Throwable failure) {
    if (failure == null) {
      losses.sent();
    } else {
      metrics.count(MeterName.UNSENT_MESSAGES, kind);
      losses.lost(failure);
    }
  }

  private CompletionStage<?> send(Message message, BroadcastOptions options) {
    List<ConnectionId> ids = ids();
    if (ids.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Target everybody = Target.of(new Target.Listed(ids));
    return broadcasting.broadcast(everybody, message, options);
  }

  /** Asked for each time: a connection may be renamed. */
  private List<ConnectionId> ids() {
    synchronized (peers) {
      return peers.stream().map(Peer::id).toList();
    }
  }
}
