package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.broadcast.Broadcaster;
import io.carillon.engine.broadcast.Coordinator;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.NodeMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fault costs one message, not the node. */
class SupervisionIT {
  private static final Message HELLO = Message.text("hello");
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT;

  private final TestCluster cluster = new TestCluster(2);
  private final BroadcastId id = BroadcastId.random(0);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void goesOnAfterAFaultOfWhoeverCarriesBroadcastsOut() {
    cluster.clients.get(0).open("/a");
    cluster.clients.get(1).open("/a");
    tell("broadcaster", new Broadcaster.Broadcast(id, null, null, OPTIONS, nobody()));
    assertThatAllAreReached();
    tell("coordinator", new Coordinator.Broadcast(id, Target.all(), HELLO, null, nobody()));
    assertThatAllAreReached();
    tell("gateway", new NodeMessage.Inquire(null, nobody()));
    assertThatAllAreReached();
  }

  private void assertThatAllAreReached() {
    for (int from = 0; from < 2; from++) {
      Receipt receipt = cluster.send(from, Target.route("/a"), "hello");
      assertThat(receipt.reached()).isEqualTo(2);
      assertThat(receipt.complete()).isTrue();
    }
  }

  private <C> void tell(String name, C message) {
    ActorSystem<Void> system = cluster.nodes.get(0).system;
    ActorRef<C> actor =
        ActorRefResolver.get(system)
            .resolveActorRef("pekko://" + system.name() + "/system/carillon-" + name);
    actor.tell(message);
  }

  private <C> ActorRef<C> nobody() {
    return cluster.nodes.get(0).system.<C>deadLetters();
  }
}
