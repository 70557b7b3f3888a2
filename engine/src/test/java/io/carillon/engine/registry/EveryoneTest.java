package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.Target;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EveryoneTest {
  private static final Target.OnListener BOTH =
      new Target.OnListener(Set.of("one", "two"), Set.of());

  private final Everyone everyone = new Everyone(1);

  @BeforeEach
  void connect() {
    everyone.add("one", "raw", member());
    everyone.add("two", "raw", member());
  }

  private static Member member() {
    return new FakeEndpoint(null).member("/chat", 0, null);
  }

  @Test
  void aSelectionIsKeptUntilSomebodyComesOrGoes() {
    Members before = everyone.snapshot(BOTH);
    assertThat(everyone.snapshot(BOTH)).isSameAs(before);
    everyone.add("two", "raw", member());
    assertThat(everyone.snapshot(BOTH)).isNotSameAs(before);
    assertThat(everyone.snapshot(BOTH).size()).isEqualTo(3);
  }

  @Test
  void namesOfNoListenerPushTheOldestSelectionOut() {
    Members before = everyone.snapshot(BOTH);
    for (int i = 0; i < Everyone.MOST_SELECTIONS; i++) {
      assertThat(everyone.snapshot(new Target.OnListener("none " + i)).size()).isZero();
    }
    assertThat(everyone.snapshot(BOTH)).isNotSameAs(before);
    assertThat(everyone.snapshot(BOTH).size()).isEqualTo(2);
  }
}
