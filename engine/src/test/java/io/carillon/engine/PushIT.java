package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to one connection, against clients that read and that do not. */
@ExtendWith(NoErrorsLogged.class)
class PushIT {
  private static final PushResult SLOW = new PushResult.Refused(FailureReason.SLOW);
  private static final int THREADS = 4;
  private static final int EACH = 3000;

  private final RecordingApplication application = new RecordingApplication();
  private final Tuning tuning = new Tuning();

  @Test
  void isSentThenQueuedThenRefusedIfTheClientDoesNotRead() {
    Message large = Message.binary(ByteString.fromArray(new byte[100_000]));
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer client =
          peers
              .open("/any", 1, TestPeers.Behaviour.NORMAL.withReceiveBuffer(8192).withoutReading())
              .get(0);
      Peer peer = application.peer();
      List<PushResult> results = new ArrayList<>();
      do {
        results.add(peer.push(large));
      } while (!results.get(results.size() - 1).equals(SLOW));
      int sent = results.lastIndexOf(PushResult.Sent.INSTANCE) + 1;
      int queued = results.lastIndexOf(PushResult.Queued.INSTANCE) + 1 - sent;
      assertThat(results.subList(0, sent)).containsOnly(PushResult.Sent.INSTANCE);
      assertThat(results.subList(sent, results.size() - 1))
          .containsOnly(PushResult.Queued.INSTANCE);
      assertThat(queued).as("of 1 MiB").isBetween(10, 11);
      assertThat(peer.push(Message.text("small"))).isEqualTo(PushResult.Queued.INSTANCE);
      assertThat(peer.isOpen()).isTrue();

      client.reading(true);
      await().until(() -> client.received == sent + queued + 1);
      assertThat(peer.push(large)).isEqualTo(PushResult.Sent.INSTANCE);
    }
  }

  @Test
  void isRefusedWithinACallToTheConversationToo() {
    List<PushResult> results = new ArrayList<>();
    Message large = Message.binary(ByteString.fromArray(new byte[100_000]));
    application.onMessage =
        (peer, message) -> {
          do {
            results.add(peer.push(large));
          } while (!results.get(results.size() - 1).equals(SLOW));
        };
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer client =
          peers
              .open("/any", 1, TestPeers.Behaviour.NORMAL.withReceiveBuffer(8192).withoutReading())
              .get(0);
      client.send(WireFrames.text("go"));
      application.awaitCalls("open", "text go");
      await().until(() -> node.engine.describe(application.peer().id()) != null);
      client.reading(true);
      await().until(() -> client.received > 0 && client.received == results.size() - 1);
      assertThat(results.subList(0, results.size() - 1)).doesNotContain(SLOW);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyThreadsKeepTheOrderOfEach(boolean compression) throws Exception {
    tuning.compression = compression;
    tuning.outboxFrames = THREADS * EACH * 2;
    tuning.outboxBytes = 1 << 28;
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    application.onMessage = (peer, message) -> peer.push(message);
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer client = peers.open("/any");
      Peer peer = application.peer();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        all.add(threads.submit(() -> pushAll(peer, thread)));
      }
      all.add(threads.submit(() -> broadcastAll(node)));
      for (int i = 0; i < EACH; i++) {
        client.send(WireFrames.binary(numbered(THREADS + 1, i).payload().toArray()));
      }
      for (Future<?> each : all) {
        each.get();
      }
      await().until(() -> client.received == (THREADS + 2) * EACH);
      assertInOrder(client.messages());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhenNothingWaitsAnyMore() {
    Message large = Message.binary(ByteString.fromArray(new byte[100_000]));
    List<String> drained = new CopyOnWriteArrayList<>();
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer client =
          peers
              .open("/any", 1, TestPeers.Behaviour.NORMAL.withReceiveBuffer(8192).withoutReading())
              .get(0);
      Peer peer = application.peer();
      peer.whenDrained(() -> drained.add("at once"));
      await().until(() -> drained.size() == 1);
      int pushed = 0;
      while (!peer.push(large).equals(SLOW)) {
        pushed++;
      }
      peer.whenDrained(() -> drained.add("later"));
      int sent = pushed;
      client.reading(true);
      await().until(() -> drained.size() == 2);
      await().until(() -> client.received == sent);
      assertThat(drained).containsExactly("at once", "later");
    }
  }

  @Test
  void whoWaitsForTheOutboxIsToldOfTheEndToo() {
    List<String> drained = new CopyOnWriteArrayList<>();
    Message large = Message.binary(ByteString.fromArray(new byte[100_000]));
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/any", 1, TestPeers.Behaviour.NORMAL.withReceiveBuffer(8192).withoutReading());
      Peer peer = application.peer();
      while (!peer.push(large).equals(SLOW)) {
        assertThat(drained).isEmpty();
      }
      for (int i = 0; i < 64; i++) {
        peer.whenDrained(() -> drained.add("waited"));
      }
      assertThatThrownBy(() -> peer.whenDrained(() -> drained.add("never")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("64");
      peer.kill();
      await().until(() -> drained.size() == 64);
      peer.whenDrained(() -> drained.add("over"));
      assertThat(drained).endsWith("over").hasSize(65);
    }
  }

  @Test
  void whatIsPushedBecauseOfAReplyComesBehindIt() {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    AtomicInteger pushed = new AtomicInteger();
    application.onMessage =
        (peer, message) -> {
          peer.push(Message.text("first " + message.utf8()));
          Future<?> second =
              threads.submit(() -> peer.push(Message.text("second " + message.utf8())));
          try {
            second.get(); // a test may wait where an application must not
            pushed.incrementAndGet();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    try (TestNode node = tuning.start(application);
        RawPeer client = RawPeer.open(node.port(), "/any")) {
      client.send(WireFrames.text("a"));
      assertThat(client.readFrame().text()).isEqualTo("first a");
      assertThat(client.readFrame().text()).isEqualTo("second a");
      assertThat(pushed.get()).isOne();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void pushAll(Peer peer, int thread) {
    for (int i = 0; i < EACH; i++) {
      if (peer.push(numbered(thread, i)) instanceof PushResult.Refused refused) {
        throw new AssertionError(refused);
      }
    }
    return null;
  }

  private static Void broadcastAll(TestNode node) {
    for (int i = 0; i < EACH; i++) {
      TestNode.await(
          node.engine.broadcast(Target.all(), numbered(THREADS, i), BroadcastOptions.DEFAULT));
    }
    return null;
  }

  private static Message numbered(int thread, int number) {
    byte[] payload = ByteBuffer.allocate(200).putInt(thread).putInt(number).array();
    return Message.binary(ByteString.fromArrayUnsafe(payload));
  }

  private static void assertInOrder(List<byte[]> messages) {
    int[] next = new int[THREADS + 2];
    for (byte[] each : messages) {
      ByteBuffer payload = ByteBuffer.wrap(each);
      int thread = payload.getInt();
      assertThat(payload.getInt()).isEqualTo(next[thread]++);
    }
  }
}
