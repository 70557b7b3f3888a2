package io.carillon.engine.registry;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * How the node is left: who is still to be closed, and who waits for the end of it. Holds nobody
 * but those who were connected when it began. Owned by the {@link Registry}.
 */
final class Departure {
  private final List<ActorRef<Done>> waitForTheEnd = new ArrayList<>();
  private boolean begun;
  private Waves waves = Waves.NONE;
  private Waves.Plan plan;
  private Queue<Member> waiting = new ArrayDeque<>();

  /** Whether nobody is let in any more. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Has everybody closed, unless that is under way already.
   *
   * @return whether it is time for the first of several waves
   */
  boolean begin(Waves waves, Collection<Member> members) {
    boolean isFirst = !begun;
    begun = true;
    if (waves.isAtOnce()) {
      waiting.clear();
      members.forEach(member -> close(member, CloseCode.GOING_AWAY, "server is going away"));
    } else if (isFirst) {
      this.waves = waves;
      plan = waves.plan(members.size());
      waiting = new ArrayDeque<>(members);
    }
    return isFirst && !waves.isAtOnce();
  }

  /**
   * Closes the next wave, made up of those who are still there.
   *
   * @return when to close the one after it, counted from now: a wave that is late makes the next
   *     one later, never faster; empty after the last
   */
  Optional<Duration> closeNext(Predicate<Member> isThere) {
    for (int closed = 0; !waiting.isEmpty() && closed < plan.size(); ) {
      Member member = waiting.remove();
      if (isThere.test(member)) {
        String reason = waves.reason(ThreadLocalRandom.current());
        member.actor().tell(new ConnectionCommand.Drain(CloseCode.SERVICE_RESTART.code(), reason));
        closed++;
      }
    }
    return waiting.isEmpty() ? Optional.empty() : Optional.of(plan.pause());
  }

  private static void close(Member member, CloseCode code, String reason) {
    member.actor().tell(new ConnectionCommand.Drain(code.code(), reason));
  }

  /** Has somebody told when the last connection is gone. */
  void tellAtTheEnd(ActorRef<Done> replyTo) {
    waitForTheEnd.add(replyTo);
  }

  void ended() {
    waitForTheEnd.forEach(each -> each.tell(Done.getInstance()));
    waitForTheEnd.clear();
  }
}
