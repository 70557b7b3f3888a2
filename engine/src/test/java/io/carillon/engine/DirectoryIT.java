package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class DirectoryIT {
  private static List<NodeDescription> nodes(Engine engine) {
    return TestNode.await(engine.directory().nodes());
  }

  private static NodeDescription here(Engine engine) {
    return nodes(engine).stream().filter(NodeDescription::here).findFirst().orElseThrow();
  }

  @Test
  void aNodeWithoutAClusterIsAllThereIs() {
    try (TestNode node = new TestNode();
        TestPeers clients = new TestPeers(node.port())) {
      clients.open("/chat");
      NodeDescription only = here(node.engine);
      assertThat(nodes(node.engine)).containsExactly(only);
      assertThat(only.present()).isTrue();
      assertThat(only.address()).isEmpty();
      assertThat(only.connections()).contains(1);
      Gathered<Integer> count = TestNode.await(node.engine.directory().count(Target.all()));
      assertThat(count.parts()).containsOnlyKeys(only.name()).containsEntry(only.name(), 1);
      assertThat(count.complete()).isTrue();
    }
  }

  @Test
  void saysWhichNodeSaidWhatAndWhichSaidNothing() {
    try (TestCluster cluster = new TestCluster(2)) {
      ConnectionId id = cluster.open(1, "/chat");
      cluster.open(0, "/api");
      Directory directory = cluster.engine(0).directory();
      String first = here(cluster.engine(0)).name();
      String second = here(cluster.engine(1)).name();
      TestNode.await(cluster.engine(0).memberships().join(id, Label.group("g")));
      assertThat(TestNode.await(directory.count(Target.all())).parts())
          .containsEntry(first, 1)
          .containsEntry(second, 1);
      assertThat(TestNode.await(directory.count(Label.group("g"))).parts())
          .containsEntry(first, 0)
          .containsEntry(second, 1);
      assertThat(TestNode.await(directory.names(Label.Kind.GROUP)).parts().get(second))
          .containsExactly("g");
      assertThat(nodes(cluster.engine(0)))
          .extracting(NodeDescription::name)
          .containsExactlyInAnyOrder(first, second);
      assertThat(nodes(cluster.engine(0)))
          .allSatisfy(node -> assertThat(node.address().orElseThrow()).startsWith("127.0.0.1:"));

      cluster.kill(1);

      Gathered<Integer> without = TestNode.await(directory.count(Target.all()));
      assertThat(without.parts()).containsOnlyKeys(first);
      assertThat(without.missing()).containsExactly(second);
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () ->
                  assertThat(nodes(cluster.engine(0)))
                      .filteredOn(node -> node.name().equals(second))
                      .allMatch(node -> !node.present())
                      .extracting(NodeDescription::connections)
                      .containsExactly(Optional.empty()));
    }
  }

  @Test
  void aNodeThatIsInNoClusterYetCallsNothingComplete() {
    try (TestNode node = TestNode.clustered()) {
      Receipt receipt =
          TestNode.await(
              node.engine.broadcast(Target.all(), Message.text("early"), BroadcastOptions.DEFAULT));
      assertThat(receipt.complete()).isFalse();
      assertThat(TestNode.await(node.engine.directory().count(Target.all())).complete()).isFalse();
    }
  }

  @Test
  void nobodyClaimsToKnowAConnectionThatMayBeOnALostNode() {
    try (TestCluster cluster = new TestCluster(3)) {
      ConnectionId here = cluster.open(0, "/here");
      ConnectionId lost = cluster.open(1, "/lost");
      ConnectionId other = cluster.open(2, "/other");
      Engine engine = cluster.engine(0);
      String name =
          TestNode.await(engine.directory().count(Target.route("/lost")))
              .parts()
              .entrySet()
              .stream()
              .filter(part -> part.getValue() == 1)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      TestNode.await(engine.tag(lost, "t"));
      cluster.kill(1);

      for (Supplier<CompletionStage<?>> command : commands(engine, lost)) {
        assertThatThrownBy(() -> TestNode.await(command.get()))
            .hasRootCauseInstanceOf(NodesMissingException.class)
            .hasStackTraceContaining(name);
      }
      for (ConnectionId present : List.of(here, other)) {
        assertThat(TestNode.await(engine.tag(present, "t"))).isEqualTo(Labelled.DONE);
        assertThat(TestNode.await(engine.untag(present, "t"))).isEqualTo(Done.getInstance());
        assertThat(TestNode.await(engine.tagsOf(present))).isEmpty();
      }
    }
  }

  private static List<Supplier<CompletionStage<?>>> commands(Engine engine, ConnectionId id) {
    return List.of(
        () -> engine.untag(id, "t"),
        () -> engine.clearTags(id),
        () -> engine.tagsOf(id),
        () -> engine.kill(id));
  }
}
