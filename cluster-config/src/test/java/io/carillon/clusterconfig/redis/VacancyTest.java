package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.clusterconfig.redis.Vacancy.Gap;
import java.time.Duration;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.MemberExited;
import org.apache.pekko.cluster.ClusterEvent.MemberLeft;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Set;

/** What the third of three nodes notes about the two that are older. */
class VacancyTest {
  private long now = 7;
  private Vacancy vacancy;

  @BeforeEach
  void meet() {
    vacancy = new Vacancy(address(3), () -> now);
    for (int node = 1; node <= 3; node++) {
      vacancy.onEvent(new MemberUp(node(node, MemberStatus.up())));
    }
  }

  private static UniqueAddress address(int node) {
    return new UniqueAddress(new Address("pekko", "carillon", "node-" + node, 25520), (long) node);
  }

  private static Member node(int node, MemberStatus status) {
    return new Member(
        address(node), node, status, new Set.Set1<>("dc-default"), Version.apply("1.0"));
  }

  private static String name(int node) {
    return address(node).address().toString();
  }

  private void isLost(int node) {
    vacancy.onEvent(new UnreachableMember(node(node, MemberStatus.up())));
  }

  private void isRemoved(int node) {
    vacancy.onEvent(new MemberRemoved(node(node, MemberStatus.removed()), MemberStatus.down()));
  }

  private void pass(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void nobodyIsMissedWhereNobodyWasBefore() {
    assertThat(vacancy.end()).isEmpty();
  }

  @Test
  void aLostNodeIsMissedFromThenOn() {
    pass(50);
    isLost(1);
    isLost(2);
    pass(300);
    isRemoved(1);
    isRemoved(2);
    pass(20);

    assertThat(vacancy.end()).contains(new Gap(name(1), Duration.ofMillis(320), true));
    assertThat(vacancy.end()).isEmpty();
  }

  @Test
  void aNodeThatLeavesIsOnDutyUntilItExits() {
    isLost(1);
    isRemoved(1); // the second has taken over
    vacancy.onEvent(new MemberLeft(node(2, MemberStatus.leaving())));
    pass(1000);
    vacancy.onEvent(new MemberExited(node(2, MemberStatus.exiting())));
    pass(40);

    assertThat(vacancy.end()).contains(new Gap(name(2), Duration.ofMillis(40), false));
  }

  @Test
  void aNodeThatComesBackIsNotMissed() {
    isLost(1);
    pass(100);
    vacancy.onEvent(new ReachableMember(node(1, MemberStatus.up())));
    isRemoved(1);
    isRemoved(2);

    assertThat(vacancy.end()).isEmpty();
  }

  @Test
  void youngerNodesAreNoMatter() {
    isLost(2);
    pass(100);
    isRemoved(2);

    assertThat(vacancy.end()).isEmpty();
  }
}
