package io.carillon.clusterconfig.redis;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Since when the oldest node, whose duty it is, has not been there, as another node sees it. Holds
 * the members of the cluster. Thread-safe.
 */
final class Vacancy {
  /**
   * The node that was last on duty is gone.
   *
   * @param node its address
   * @param isLost whether it went without a word; then it may have been gone for a few seconds
   *     before it was missed
   */
  record Gap(String node, Duration length, boolean isLost) {}

  private record Start(String node, long nanos, boolean isLost) {}

  private final UniqueAddress self;
  private final LongSupplier clock;
  private final Map<UniqueAddress, Member> members = new HashMap<>();
  private final Set<UniqueAddress> unreachable = new HashSet<>();
  private Optional<Start> start = Optional.empty();

  /**
   * @param clock in nanoseconds
   */
  Vacancy(UniqueAddress self, LongSupplier clock) {
    this.self = self;
    this.clock = clock;
  }

  synchronized void onEvent(ClusterDomainEvent event) {
    if (event instanceof UnreachableMember lost) {
      unreachable.add(lost.member().uniqueAddress());
    } else if (event instanceof ReachableMember found) {
      unreachable.remove(found.member().uniqueAddress());
    } else if (event instanceof MemberRemoved removed) {
      members.remove(removed.member().uniqueAddress());
      unreachable.remove(removed.member().uniqueAddress());
    } else if (event instanceof MemberEvent changed) {
      onChange(changed.member());
    }
    members.values().stream().min(Comparator.comparing(Age::new)).ifPresent(this::onOldest);
  }

  private void onChange(Member member) {
    if (member.status() != MemberStatus.joining() && member.status() != MemberStatus.weaklyUp()) {
      members.put(member.uniqueAddress(), member);
    }
  }

  private void onOldest(Member oldest) {
    boolean isLost = unreachable.contains(oldest.uniqueAddress());
    boolean isGoing = isLost || oldest.status() == MemberStatus.exiting();
    if (isGoing && start.isEmpty()) {
      start = Optional.of(new Start(oldest.address().toString(), clock.getAsLong(), isLost));
    } else if (!isGoing && !oldest.uniqueAddress().equals(self)) {
      start = Optional.empty(); // it is on duty
    }
  }

  /** Ends the vacancy, as this node is on duty now; empty if nobody was before. */
  synchronized Optional<Gap> end() {
    Optional<Gap> gap =
        start.map(
            begun ->
                new Gap(
                    begun.node(),
                    Duration.ofNanos(clock.getAsLong() - begun.nanos()),
                    begun.isLost()));
    start = Optional.empty();
    return gap;
  }

  /** The oldest first. */
  private record Age(Member member) implements Comparable<Age> {
    @Override
    public int compareTo(Age other) {
      return member.isOlderThan(other.member) ? -1 : other.member.isOlderThan(member) ? 1 : 0;
    }
  }
}
