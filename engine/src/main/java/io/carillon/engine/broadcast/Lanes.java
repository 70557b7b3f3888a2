package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Members;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The lanes of a node, by number, and how many broadcasts wait for them. Thread-safe. */
public final class Lanes {
  private final List<ActorRef<Lane.Command>> lanes;
  private final Backlog backlog;

  Lanes(List<ActorRef<Lane.Command>> lanes, Backlog backlog) {
    this.lanes = List.copyOf(lanes);
    this.backlog = backlog;
  }

  /**
   * Starts lanes.
   *
   * @param tick how exactly they keep heartbeats
   * @param spawn starts the actor of one lane; it gets the lane's number and behaviour
   */
  public static Lanes start(
      int count,
      Duration tick,
      BiFunction<Integer, Behavior<Lane.Command>, ActorRef<Lane.Command>> spawn) {
    Backlog backlog = new Backlog();
    List<ActorRef<Lane.Command>> lanes = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      lanes.add(spawn.apply(number, Lane.create(tick, backlog)));
    }
    return new Lanes(lanes, backlog);
  }

  public int count() {
    return lanes.size();
  }

  /** The lane with this number, from 0. */
  public ActorRef<Lane.Command> get(int number) {
    return lanes.get(number);
  }

  /** Broadcasts in a lane's mailbox, on average. */
  int backlog() {
    return backlog.size() / lanes.size();
  }

  /** One message to each lane that has any of the members. */
  public void deliver(Delivery delivery, Members members) {
    for (int number = 0; number < lanes.size(); number++) {
      Member[] share = members.lane(number);
      if (share.length > 0) {
        backlog.add();
        lanes.get(number).tell(new Lane.Deliver(delivery, share));
      }
    }
  }
}
