package io.carillon.engine.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private final Labels some =
      Labels.NONE
          .with(Label.tag("b"))
          .with(Label.tag("a"))
          .with(Label.group("a"))
          .with(Label.user("u"));

  @Test
  void keepsTheKindsApartAndInOrder() {
    assertThat(some.tags()).containsExactly("a", "b");
    assertThat(some.groups()).containsExactly("a");
    assertThat(some.user()).contains("u");
    assertThat(some.contains(Label.group("b"))).isFalse();
    assertThat(some.contains(Label.user("u"))).isTrue();
    assertThat(some.names(Label.Kind.USER)).containsExactly("u");
  }

  @Test
  void aUserTakesThePlaceOfAnother() {
    assertThat(some.with(Label.user("v")).user()).contains("v");
    assertThat(some.with(Label.user("v")).groups()).containsExactly("a");
  }

  @Test
  void takesOffWhatIsNamedOnly() {
    assertThat(some.without(Label.tag("a")).tags()).containsExactly("b");
    assertThat(some.without(Label.tag("a")).groups()).containsExactly("a");
    assertThat(some.without(Label.user("v")).user()).contains("u");
    assertThat(some.without(Label.user("u")).user()).isEmpty();
    assertThat(some.without(Label.Kind.TAG))
        .isEqualTo(Labels.NONE.with(Label.group("a")).with(Label.user("u")));
    assertThat(some.tags()).hasSize(2);
  }

  @Test
  void doesNotChangeWithTheSetItWasMadeOf() {
    TreeSet<String> tags = new TreeSet<>();
    Labels labels = new Labels(tags, tags, Optional.empty());
    tags.add("late");
    assertThat(labels).isEqualTo(Labels.NONE);
  }
}
