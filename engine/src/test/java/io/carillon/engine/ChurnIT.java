package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections that come and go leave nothing behind. */
@ExtendWith(NoErrorsLogged.class)
class ChurnIT {
  private static final int CYCLES = 5000;
  private static final int AT_ONCE = 100;

  @Test
  void leavesNothingBehind() throws InterruptedException {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer control = peers.open("/control");
      cycle(node, peers, 0);
      int threads = Thread.activeCount();
      AtomicBoolean running = new AtomicBoolean(true);
      Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
      Thread publisher = new Thread(() -> publish(node, running, receipts));
      publisher.start();
      for (int done = 0; done < CYCLES; done += AT_ONCE) {
        cycle(node, peers, done);
      }
      running.set(false);
      publisher.join();
      assertThat(control.hasEnded()).isFalse();
      control.close();
      await().until(() -> TestNode.await(node.engine.connectionCount(Optional.empty())) == 0);
      await().until(() -> TestNode.await(node.engine.routes()).isEmpty());
      await().until(() -> TestNode.await(node.engine.tags()).isEmpty());
      await().untilAsserted(() -> assertThat(receipts).allMatch(each -> isFinal(node, each)));
      assertThat(control.received).isEqualTo(receipts.size());
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }
  }

  /** Some close, some reset, some are killed, some vanish before or during their handshake. */
  private static void cycle(TestNode node, TestPeers peers, int round) {
    String route = "/route" + round % 300;
    List<TestPeer> opening = peers.start(route, AT_ONCE / 4, TestPeers.Behaviour.NORMAL);
    opening.forEach(TestPeer::reset);
    List<TestPeer> open = peers.open(route, 3 * AT_ONCE / 4);
    List<ConnectionId> ids = TestNode.await(node.engine.connections(Optional.of(route)));
    for (int i = 0; i < ids.size(); i += 5) {
      TestNode.await(node.engine.tag(ids.get(i), "tag" + i % 3));
    }
    List<TestPeer> leaving = new ArrayList<>(open);
    for (int i = 0; i < leaving.size(); i++) {
      if (i % 3 == 0) {
        leaving.get(i).close();
      } else if (i % 3 == 1) {
        leaving.get(i).reset();
      }
    }
    for (ConnectionId id : ids) {
      node.engine.kill(id);
    }
    assertThat(open).allMatch(peer -> peer.awaitEnd(5000));
  }

  private static void publish(TestNode node, AtomicBoolean running, Queue<Receipt> receipts) {
    for (int i = 0; running.get(); i++) {
      Level level = Level.values()[i % 3];
      Target target = i % 4 == 0 ? Target.all() : Target.route("/control");
      receipts.add(
          BroadcastIT.send(
              node,
              target,
              Message.text("message " + i),
              BroadcastOptions.DEFAULT.withLevel(level)));
    }
  }

  private static boolean isFinal(TestNode node, Receipt receipt) {
    return TestNode.await(node.engine.receipt(receipt.id())).map(Receipt::complete).orElse(true);
  }
}
