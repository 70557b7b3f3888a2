package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Members;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** The lanes of a node, by number. */
public record Lanes(List<ActorRef<Lane.Command>> lanes) {
  public Lanes {
    lanes = List.copyOf(lanes);
  }

  public int count() {
    return lanes.size();
  }

  /** The lane with this number, from 0. */
  public ActorRef<Lane.Command> get(int number) {
    return lanes.get(number);
  }

  /** One message to each lane that has any of the members. Any thread may call it. */
  public void deliver(Delivery delivery, Members members) {
    for (int number = 0; number < lanes.size(); number++) {
      Member[] share = members.lane(number);
      if (share.length > 0) {
        lanes.get(number).tell(new Lane.Deliver(delivery, share));
      }
    }
  }
}
