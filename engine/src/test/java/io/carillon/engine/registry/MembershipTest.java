package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final int LANES = 3;

  private final Membership membership = new Membership(LANES);
  private final Member first = member(0);
  private final Member second = member(2);

  @Test
  void joiningAndLeavingChangeTheCountOnce() {
    assertThat(membership.add(first)).isTrue();
    assertThat(membership.add(first)).isFalse();
    assertThat(membership.size()).isOne();
    assertThat(membership.remove(second)).isFalse();
    assertThat(membership.remove(first)).isTrue();
    assertThat(membership.remove(first)).isFalse();
    assertThat(membership.isEmpty()).isTrue();
  }

  @Test
  void aSnapshotIsGroupedByLane() {
    membership.add(first);
    membership.add(second);
    Members snapshot = membership.snapshot();
    assertThat(snapshot.lanes()).isEqualTo(LANES);
    assertThat(snapshot.lane(0)).containsExactly(first);
    assertThat(snapshot.lane(1)).isEmpty();
    assertThat(snapshot.lane(2)).containsExactly(second);
  }

  @Test
  void aSnapshotIsKeptUntilSomebodyJoinsOrLeaves() {
    membership.add(first);
    Members before = membership.snapshot();
    membership.remove(second);
    membership.add(first);
    assertThat(membership.snapshot()).isSameAs(before);
    membership.add(second);
    Members after = membership.snapshot();
    assertThat(after.size()).isEqualTo(2);
    assertThat(before.size()).isOne();
    assertThat(before.toList()).containsExactly(first);
    assertThat(after.lane(0)).isSameAs(before.lane(0));
  }

  @Test
  void snapshotsHoldExactlyTheMembers() {
    long seed = System.nanoTime();
    System.out.println("MembershipTest seed " + seed);
    Random random = new Random(seed);
    Set<Member> expected = new HashSet<>();
    Member[] all = new Member[50];
    for (int i = 0; i < all.length; i++) {
      all[i] = member(random.nextInt(LANES));
    }
    for (int i = 0; i < 2000; i++) {
      Member one = all[random.nextInt(all.length)];
      if (random.nextBoolean()) {
        assertThat(membership.add(one)).isEqualTo(expected.add(one));
      } else {
        assertThat(membership.remove(one)).isEqualTo(expected.remove(one));
      }
      assertThat(membership.size()).isEqualTo(expected.size());
      if (random.nextInt(3) == 0) {
        assertThat(membership.snapshot().toList())
            .hasSize(expected.size())
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  private static Member member(int lane) {
    return new FakeEndpoint(null).member("/", lane, null);
  }
}
