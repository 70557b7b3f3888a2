package io.carillon.engine.registry;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One open connection as those who deliver to it see it: its actor for control, its outbox for
 * frames.
 *
 * <p>Compared by identity. The outbox is carried here so that a delivery hops through no actor.
 */
public final class Member {
  private final Profile profile;
  private final String route;
  private final int lane;
  private final int slot;
  private final Outbox outbox;
  private final Endpoint endpoint;
  private final ActorRef<ConnectionCommand> actor;

  /**
   * A member of this node's registry.
   *
   * @param lane number of the lane that writes to it, from 0
   * @param slot a small number that no other open connection of this node has
   */
  Member(
      Profile profile,
      String route,
      int lane,
      int slot,
      Outbox outbox,
      Endpoint endpoint,
      ActorRef<ConnectionCommand> actor) {
    this.profile = profile;
    this.route = route;
    this.lane = lane;
    this.slot = slot;
    this.outbox = outbox;
    this.endpoint = endpoint;
    this.actor = actor;
  }

  /** Its current id. */
  public ConnectionId id() {
    return profile.id();
  }

  public Profile profile() {
    return profile;
  }

  /** What lists tell about it. */
  public ConnectionSummary summary() {
    return new ConnectionSummary(profile.id(), profile.labels(), profile.session().json());
  }

  public String route() {
    return route;
  }

  public int lane() {
    return lane;
  }

  int slot() {
    return slot;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public ActorRef<ConnectionCommand> actor() {
    return actor;
  }
}
