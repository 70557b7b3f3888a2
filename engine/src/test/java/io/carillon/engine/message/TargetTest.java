package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.label.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final ConnectionId ONE = ConnectionId.random(1);
  private static final ConnectionId TWO = ConnectionId.random(1);

  @Test
  void aimsAtEverybody() {
    assertThat(Target.all().selection()).isEqualTo(Target.Everyone.INSTANCE);
    assertThat(Target.all().route()).isEmpty();
    assertThat(Target.all().exclude()).isEmpty();
  }

  @Test
  void aimsAtARoute() {
    assertThat(Target.route("/chat")).isEqualTo(Target.all().within("/chat"));
    assertThat(Target.route("/chat").route()).contains("/chat");
  }

  @Test
  void aimsAtTagsAndConnections() {
    assertThat(Target.tag("a", "b").selection())
        .isEqualTo(new Target.Holding(List.of(Label.tag("a"), Label.tag("b"))));
    assertThat(Target.group("a").selection())
        .isEqualTo(new Target.Holding(List.of(Label.group("a"))));
    assertThat(Target.user("a")).isNotEqualTo(Target.group("a"));
    assertThat(Target.connection(ONE).selection()).isEqualTo(new Target.Listed(List.of(ONE)));
  }

  @Test
  void narrowingKeepsTheRest() {
    Target target = Target.tag("a").excluding(Set.of(ONE)).within("/chat");
    assertThat(target).isEqualTo(Target.tag("a").within("/chat").excluding(Set.of(ONE)));
    assertThat(target.exclude()).containsExactly(ONE);
  }

  @Test
  void excludingTwiceExcludesBoth() {
    Target target = Target.all().excluding(Set.of(ONE)).excluding(Set.of(TWO));
    assertThat(target.exclude()).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<Label> labels = new ArrayList<>(List.of(Label.tag("a")));
    Target.Holding holding = new Target.Holding(labels);
    labels.add(Label.tag("b"));
    assertThat(holding.labels()).containsExactly(Label.tag("a"));
  }
}
