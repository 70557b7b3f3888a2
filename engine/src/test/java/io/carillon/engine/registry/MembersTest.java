package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
  private final Member a = member("/a", 0);
  private final Member b = member("/b", 1);
  private final Member c = member("/a", 1);
  private final Members ab = Members.of(List.of(a, b), 2);

  @Test
  void countsAllLanes() {
    assertThat(ab.size()).isEqualTo(2);
    assertThat(ab.toList()).containsExactlyInAnyOrder(a, b);
    assertThat(Members.empty(2).size()).isZero();
    assertThat(Members.empty(2).lane(1)).isEmpty();
  }

  @Test
  void filtersAndKeepsTheLanes() {
    Members filtered = Members.of(List.of(a, b, c), 2).filter(each -> each.route().equals("/a"));
    assertThat(filtered.lane(0)).containsExactly(a);
    assertThat(filtered.lane(1)).containsExactly(c);
    assertThat(ab.filter(each -> true)).isSameAs(ab);
    assertThat(ab.filter(each -> false).size()).isZero();
    assertThat(ab.size()).isEqualTo(2);
  }

  private static Member member(String route, int lane) {
    return new FakeEndpoint(null).member(route, lane, null);
  }
}
