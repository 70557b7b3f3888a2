package io.carillon.engine.registry;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
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
  private final Outbox outbox;
  private final Endpoint endpoint;
  private final ActorRef<ConnectionCommand> actor;

  /**
   * A member of this node's registry.
   *
   * @param lane number of the lane that writes to it, from 0
   */
  Member(
      Profile profile,
      String route,
      int lane,
      Outbox outbox,
      Endpoint endpoint,
      ActorRef<ConnectionCommand> actor) {
    this.profile = profile;
    this.route = route;
    this.lane = lane;
    this.outbox = outbox;
    this.endpoint = endpoint;
    this.actor = actor;
  }

  /** Its current id. */
  public ConnectionId id() {
    return profile.id();
  }

  Profile profile() {
    return profile;
  }

  public String route() {
    return route;
  }

  public int lane() {
    return lane;
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
