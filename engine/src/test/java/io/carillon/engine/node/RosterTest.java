package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static Roster of(int... numbers) {
    Map<Integer, Node> present = new HashMap<>();
    for (int number : numbers) {
      present.put(
          number, new Node(number, Optional.empty(), TestInbox.<NodeMessage>create().getRef()));
    }
    return new Roster(present, Map.of());
  }

  private static int responsible(Roster roster, String name) {
    return roster.responsibleFor(name).orElseThrow().number();
  }

  @Test
  void nobodyIsResponsibleWhereNobodyIs() {
    assertThat(Roster.EMPTY.responsibleFor("alice")).isEmpty();
  }

  @Test
  void aNodeThatLeavesMovesOnlyWhatItWasResponsibleFor() {
    Roster three = of(1, -2, 3);
    Roster two = of(1, 3);
    int[] byNode = new int[4];
    IntStream.range(0, 3000)
        .mapToObj(i -> "name-" + i)
        .forEach(
            name -> {
              int responsible = responsible(three, name);
              byNode[Math.abs(responsible)]++;
              if (responsible != -2) {
                assertThat(responsible(two, name)).isEqualTo(responsible);
              }
            });
    assertThat(byNode[1]).isBetween(850, 1150);
    assertThat(byNode[2]).isBetween(850, 1150);
    assertThat(byNode[3]).isBetween(850, 1150);
  }

  /** Nodes of different releases must agree. */
  @Test
  void theChoiceNeverChanges() {
    Roster roster = of(1, 2, 3);
    assertThat(IntStream.range(0, 10).map(i -> responsible(roster, "name-" + i)).boxed().toList())
        .containsExactly(1, 3, 3, 3, 1, 2, 1, 1, 3, 3);
  }
}
