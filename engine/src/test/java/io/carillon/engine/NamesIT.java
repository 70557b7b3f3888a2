package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class NamesIT {
  private static final int NAMES = 200;

  /** Each name is asked for twice on each of the nodes, for four connections, all at once. */
  @Test
  void givesANameToExactlyOneOfThoseWhoWantItInTheSameInstant() {
    try (TestCluster cluster = new TestCluster(2)) {
      List<ConnectionId> ids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ids.add(cluster.open(i % 2, "/chat" + i));
      }
      for (int i = 0; i < NAMES; i++) {
        ConnectionId name = new ConnectionId("name-" + i);
        List<CompletionStage<Boolean>> asked = new ArrayList<>();
        for (int j = 0; j < ids.size(); j++) {
          asked.add(cluster.engine(j / 2).rename(ids.get(j), name));
        }
        List<Boolean> answers = asked.stream().map(TestNode::await).toList();
        assertThat(answers).as(name.text()).containsOnlyOnce(true);
        assertThat(TestNode.await(cluster.engine(0).connections(Target.connection(name))))
            .containsExactly(name);
        ids.set(answers.indexOf(true), name);
      }
      assertThat(TestNode.await(cluster.engine(1).connections(Optional.empty())))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void aNameThatWasRefusedIsFreeForTheNext() {
    try (TestCluster cluster = new TestCluster(2)) {
      ConnectionId id = cluster.open(0, "/chat");
      ConnectionId nobody = new ConnectionId("nobody");
      for (int i = 0; i < 10; i++) {
        ConnectionId name = new ConnectionId("name-" + i);
        assertThat(TestNode.await(cluster.engine(1).rename(nobody, name))).isFalse();
        assertThat(TestNode.await(cluster.engine(1).rename(id, name))).isTrue();
        assertThat(TestNode.await(cluster.engine(0).rename(name, name))).isFalse();
        id = name;
      }
    }
  }
}
