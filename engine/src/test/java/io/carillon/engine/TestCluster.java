package io.carillon.engine;

import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Nodes that form a cluster in this process, and clients of each; close it. */
final class TestCluster implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);

  private static final BroadcastOptions OPTIONS =
      BroadcastOptions.DEFAULT.withTimeout(Duration.ofSeconds(5));

  final List<TestNode> nodes = new ArrayList<>();
  final List<TestPeers> clients = new ArrayList<>();

  /** Starts so many nodes, which know each other when this returns. */
  TestCluster(int count) {
    for (int i = 0; i < count; i++) {
      TestNode node = TestNode.clustered();
      nodes.add(node);
      clients.add(new TestPeers(node.port()));
    }
    Address seed = Cluster.get(nodes.get(0).system).selfMember().address();
    nodes.forEach(node -> Cluster.get(node.system).manager().tell(Join.create(seed)));
    for (int i = 0; i < count; i++) {
      int from = i;
      await()
          .atMost(LONG)
          .until(() -> send(from, Target.all(), "hello").nodes().reporting().size() == count);
    }
  }

  Engine engine(int node) {
    return nodes.get(node).engine;
  }

  /** One more, whom nobody has waited for when this returns; close it. */
  TestNode join() {
    TestNode node = TestNode.clustered();
    Address seed = Cluster.get(nodes.get(0).system).selfMember().address();
    Cluster.get(node.system).manager().tell(Join.create(seed));
    return node;
  }

  /** Opens a connection to one node on a route of its own and finds out its id. */
  ConnectionId open(int node, String route) {
    clients.get(node).open(route);
    return TestNode.await(engine(node).connections(Target.route(route))).get(0);
  }

  Receipt send(int from, Target target, String text) {
    return TestNode.await(engine(from).broadcast(target, Message.text(text), OPTIONS));
  }

  /** Ends a node without a word. */
  void kill(int node) {
    nodes.get(node).close();
  }

  @Override
  public void close() {
    clients.forEach(TestPeers::close);
    nodes.forEach(TestNode::close);
  }
}
