package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Condition;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Stored;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.Waves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes with one actor system each, all in this process. */
class ClusterIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final BroadcastOptions OPTIONS =
      BroadcastOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));

  private final List<TestNode> nodes = new ArrayList<>();
  private final List<TestPeers> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(TestPeers::close);
    nodes.forEach(TestNode::close);
  }

  @Test
  void countsTheConnectionsOfAllNodes() {
    start(3);
    TestPeer first = clients.get(0).open("/chat");
    clients.get(1).open("/chat", 2);
    clients.get(2).open("/api");
    List<ConnectionId> onSecond = idsOf("/chat").stream().filter(this::isOnSecond).toList();
    onSecond.forEach(id -> TestNode.await(nodes.get(0).engine.tag(id, "red")));
    idsOf("/api").forEach(id -> TestNode.await(nodes.get(0).engine.tag(id, "blue")));
    for (TestNode node : nodes) {
      Receipt all = send(node, Target.all());
      assertThat(all.targeted()).isEqualTo(4);
      assertThat(all.reached()).isEqualTo(4);
      assertThat(all.complete()).isTrue();
      assertThat(all.nodes().reporting()).hasSize(3);
      assertThat(send(node, Target.route("/chat")).reached()).isEqualTo(3);
      assertThat(send(node, Target.tag("red", "blue")).reached()).isEqualTo(3);
      assertThat(send(node, Target.tagExpression("!red")).reached()).isEqualTo(2);
      assertThat(send(node, Target.connection(idsOf("/api").get(0))).reached()).isOne();
    }
    await().atMost(LONG).until(() -> first.received, count -> count == 3 * 3);
  }

  @Test
  void findsEveryConnectionFromAnyNode() {
    start(2);
    TestPeer peer = clients.get(1).open("/chat");
    Engine other = nodes.get(0).engine;
    ConnectionId id = idsOf("/chat").get(0);
    assertThat(TestNode.await(other.connectionCount(Optional.of("/chat")))).isOne();
    assertThat(TestNode.await(other.connectionCount(Target.route("/chat")))).isOne();
    assertThat(TestNode.await(other.connectionCount(Target.route("/nowhere")))).isZero();
    assertThat(TestNode.await(other.routes())).containsExactly("/chat");
    assertThat(TestNode.await(other.tag(id, "red"))).isEqualTo(Labelled.DONE);
    assertThat(TestNode.await(other.tags())).containsExactly("red");
    assertThat(TestNode.await(other.tagCount("red"))).isOne();
    assertThat(TestNode.await(other.tagsOf(id))).containsExactly("red");
    assertThat(TestNode.await(other.information().store(id, "k", "v"))).isEqualTo(Stored.DONE);
    Condition condition = new Condition("k", Condition.Operator.EQ, "v");
    assertThat(TestNode.await(other.information().search(condition, Optional.empty())))
        .containsExactly(id);
    ConnectionId alice = new ConnectionId("alice");
    assertThat(TestNode.await(other.rename(id, alice))).isTrue();
    assertThat(TestNode.await(other.describe(id))).isEmpty();
    ConnectionDescription description = TestNode.await(other.describe(alice)).orElseThrow();
    assertThat(description.labels().tags()).containsExactly("red");
    assertThat(description).isEqualTo(TestNode.await(nodes.get(1).engine.describe(alice)).get());
    assertThat(TestNode.await(other.information().of(alice))).containsEntry("k", "v");
    assertThat(TestNode.await(other.kill(alice))).isTrue();
    assertThat(peer.awaitEnd(5000)).isTrue();
    assertThat(TestNode.await(other.kill(alice))).isFalse();
  }

  @Test
  void givesNoNameTwice() {
    start(2);
    clients.get(0).open("/a");
    clients.get(1).open("/b");
    ConnectionId alice = new ConnectionId("alice");
    assertThat(TestNode.await(nodes.get(1).engine.rename(idsOf("/a").get(0), alice))).isTrue();
    assertThat(TestNode.await(nodes.get(0).engine.rename(idsOf("/b").get(0), alice))).isFalse();
  }

  @Test
  void namesANodeThatHasDied() {
    start(3);
    clients.get(0).open("/chat", 2);
    clients.get(2).open("/chat", 3);
    assertThat(send(nodes.get(0), Target.all()).reached()).isEqualTo(5);
    nodes.get(2).close();
    Receipt receipt = send(nodes.get(0), Target.all());
    assertThat(receipt.reached()).isEqualTo(2);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).hasSize(1);
    await().atMost(LONG).until(() -> send(nodes.get(0), Target.all()).complete());
    assertThat(send(nodes.get(1), Target.all()).reached()).isEqualTo(2);
  }

  @Test
  void expectsNothingOfANodeThatHasLeft() {
    start(3);
    clients.get(0).open("/chat", 2);
    List<TestPeer> leaving = clients.get(2).open("/chat", 20);
    TestNode last = nodes.get(2);
    Waves waves = new Waves(Duration.ofSeconds(1), 1000, Duration.ofSeconds(1));
    CompletableFuture<Done> drained =
        last.engine.drain(waves, Duration.ofSeconds(5)).toCompletableFuture();
    while (!drained.isDone()) {
      Receipt during = send(nodes.get(1), Target.all());
      assertThat(during.complete()).isTrue();
      assertThat(during.reached()).isBetween(2, 22);
    }
    assertThat(leaving).allMatch(peer -> peer.awaitEnd(3000) && peer.closeCode == 1012);
    Cluster cluster = Cluster.get(last.system);
    cluster.manager().tell(Leave.create(cluster.selfMember().address()));
    await()
        .atMost(LONG)
        .until(() -> last.system.getWhenTerminated().toCompletableFuture().isDone());
    for (TestNode other : nodes.subList(0, 2)) {
      await().atMost(LONG).until(() -> send(other, Target.all()).nodes().reporting().size() == 2);
      Receipt after = send(other, Target.all());
      assertThat(after.complete()).isTrue();
      assertThat(after.reached()).isEqualTo(2);
    }
  }

  @Test
  void aBroadcastCrossesOnceToEachOtherNodeHoweverManyConnectionsItHas() {
    start(3);
    clients.forEach(peers -> peers.open("/chat", 100));
    int before = SentToNodes.broadcasts();
    for (int i = 0; i < 50; i++) {
      assertThat(send(nodes.get(i % 3), Target.route("/chat")).reached()).isEqualTo(300);
    }
    assertThat(SentToNodes.broadcasts() - before).isEqualTo(50 * 2);
  }

  @Test
  void aNodeThatIsNotInTheClusterSpeaksForNobody() {
    TestNode node = TestNode.clustered();
    nodes.add(node);
    clients.add(new TestPeers(node.port()));
    Receipt receipt = send(node, Target.all());
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).hasSize(1);
  }

  @Test
  void aNodeThatWasTakenOutNeverSpeaksForAll() {
    start(3);
    clients.get(2).open("/chat");
    Engine taken = nodes.get(2).engine;
    Cluster cluster = Cluster.get(nodes.get(2).system);
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    List<Receipt> receipts = new ArrayList<>();
    await()
        .atMost(LONG)
        .until(
            () -> {
              receipts.add(send(nodes.get(2), Target.all()));
              return cluster.isTerminated()
                  && send(nodes.get(0), Target.all()).complete()
                  && receipts.get(receipts.size() - 1).nodes().reporting().size() == 1;
            });
    for (int i = 0; i < 10; i++) {
      receipts.add(send(nodes.get(2), Target.all()));
    }
    assertThat(receipts)
        .filteredOn(receipt -> receipt.nodes().reporting().size() < 3)
        .noneMatch(Receipt::complete);
    assertThat(TestNode.await(taken.connectionCount(Optional.empty()))).isOne();
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      TestNode node = TestNode.clustered();
      nodes.add(node);
      clients.add(new TestPeers(node.port()));
    }
    Address seed = Cluster.get(nodes.get(0).system).selfMember().address();
    nodes.forEach(node -> Cluster.get(node.system).manager().tell(Join.create(seed)));
    for (TestNode node : nodes) {
      await()
          .atMost(LONG)
          .until(() -> send(node, Target.all()).nodes().reporting().size() == count);
      assertThat(Cluster.get(node.system).selfMember().status()).isEqualTo(MemberStatus.up());
    }
  }

  private static Receipt send(TestNode node, Target target) {
    return TestNode.await(node.engine.broadcast(target, Message.text("hello"), OPTIONS));
  }

  private List<ConnectionId> idsOf(String route) {
    return TestNode.await(nodes.get(0).engine.connections(Optional.of(route)));
  }

  private boolean isOnSecond(ConnectionId id) {
    return id.node().orElseThrow()
        == (int) Cluster.get(nodes.get(1).system).selfMember().uniqueAddress().longUid();
  }
}
