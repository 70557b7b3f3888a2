package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every connection sees every publisher's messages in order, byte-exact, none twice.
 *
 * <p>A message is: its publisher (one byte), its number (four), then bytes that follow from both.
 */
@ExtendWith(NoErrorsLogged.class)
class OrderIT {
  private static final int PUBLISHERS = 8;
  private static final int MESSAGES = 100;
  private static final int ALL = PUBLISHERS * MESSAGES;
  private static final byte ECHO = (byte) 0xff;
  private static final int HEADER = 5;

  /** Checks what one client sees. */
  private static final class Seen {
    final int[] next = new int[PUBLISHERS];
    final boolean mayMiss;
    int broadcasts;
    int echoes;
    String wrong;

    /**
     * Nothing seen yet.
     *
     * @param mayBegin whether the first message of a publisher may be any
     * @param mayMiss whether later ones may be missing
     */
    Seen(boolean mayBegin, boolean mayMiss) {
      this.mayMiss = mayMiss;
      if (mayBegin) {
        Arrays.fill(next, -1);
      }
    }

    synchronized void check(byte[] message) {
      ByteBuffer bytes = ByteBuffer.wrap(message);
      byte publisher = bytes.get();
      int number = bytes.getInt();
      if (publisher == ECHO) {
        note(number == echoes, "echo " + number + " instead of " + echoes);
        echoes = number + 1;
        return;
      }
      int expected = next[publisher];
      boolean inOrder = expected == -1 || number == expected || (mayMiss && number > expected);
      note(inOrder, publisher + " sent " + number + " instead of " + expected);
      note(
          Arrays.equals(message, payload(publisher, number)),
          "other bytes in " + publisher + "/" + number);
      next[publisher] = number + 1;
      broadcasts++;
    }

    private void note(boolean right, String what) {
      if (!right && wrong == null) {
        wrong = what;
      }
    }

    synchronized int broadcasts() {
      return broadcasts;
    }

    synchronized int echoes() {
      return echoes;
    }

    synchronized String wrong() {
      return wrong;
    }
  }

  private final Map<TestPeer, Seen> seen = new ConcurrentHashMap<>();
  private final TestPeers.Behaviour checking =
      TestPeers.Behaviour.NORMAL.onMessage(
          (peer, message) ->
              seen.computeIfAbsent(peer, each -> new Seen(false, false)).check(message));

  @Test
  void holdsForAllPublishersAndConnections() throws InterruptedException {
    Tuning tuning = new Tuning();
    tuning.outboxBytes = 1 << 30;
    tuning.outboxFrames = 100_000;
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> talking = peers.open("/echo", 50, checking);
      List<TestPeer> slow = peers.open("/slow", 30, checking.withReceiveBuffer(16 * 1024));
      List<TestPeer> all = new ArrayList<>(talking);
      all.addAll(slow);
      AtomicBoolean running = new AtomicBoolean(true);
      Thread reconnecting = new Thread(() -> reconnect(peers, running));
      reconnecting.start();
      talking.forEach(this::talk);
      Queue<Receipt> receipts = publish(node, () -> stallOrResumeOneOf(slow));
      running.set(false);
      reconnecting.join();
      slow.forEach(peer -> peer.reading(true));

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> all.stream().allMatch(peer -> of(peer).broadcasts() == ALL));
      await().until(() -> talking.stream().allMatch(peer -> of(peer).echoes() == MESSAGES));
      assertThat(seen.values()).extracting(Seen::wrong).containsOnlyNulls();
      assertThat(seen).hasSizeGreaterThan(100);
      assertThat(receipts).hasSize(ALL);
    }
  }

  @Test
  void holdsForOnePublisherThatMixesTargetsAndWaitsForNoAnswer() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer peer = peers.open("/mixed", 1, checking).get(0);
      ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
      List<String> tags = List.of("a", "b", "c");
      tags.forEach(tag -> TestNode.await(node.engine.tag(id, tag)));
      List<Target> targets =
          List.of(
              Target.all(),
              Target.tag("a", "b", "c"),
              Target.connection(id),
              Target.tag("c"),
              Target.route("/mixed"));
      byte publisher = 0;
      for (int number = 0; number < ALL; number++) {
        Message message = Message.binary(ByteString.fromArray(payload(publisher, number)));
        Target target = targets.get(number % targets.size());
        node.engine.broadcast(target, message, BroadcastOptions.DEFAULT);
      }
      await().until(() -> of(peer).broadcasts() == ALL);
      assertThat(of(peer).wrong()).isNull();
    }
  }

  @Test
  void losesExactlyWhatTheReceiptsCountAsFailed() throws InterruptedException {
    Tuning tuning = new Tuning();
    tuning.outboxBytes = 64 * 1024;
    TestPeers.Behaviour missing =
        checking
            .withReceiveBuffer(4096)
            .onMessage(
                (peer, message) ->
                    seen.computeIfAbsent(peer, each -> new Seen(false, true)).check(message));
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> steady = peers.open("/steady", 10, missing);
      List<TestPeer> stuck = peers.open("/stuck", 5, missing.withoutReading());
      byte[] large = new byte[200_000];
      large[0] = ECHO;
      int fillers = 40;
      List<Receipt> filling = new ArrayList<>();
      for (int i = 0; i < fillers; i++) {
        Message filler =
            Message.binary(
                ByteString.fromArray(ByteBuffer.wrap(large.clone()).putInt(1, i).array()));
        filling.add(
            BroadcastIT.send(node, Target.route("/stuck"), filler, options(Level.ACCEPTED)));
      }
      Queue<Receipt> receipts = publish(node, () -> {});
      stuck.forEach(peer -> peer.reading(true));
      receipts.addAll(filling);
      await().until(() -> receipts.stream().allMatch(each -> isSettled(stored(node, each))));
      int failed = receipts.stream().mapToInt(each -> failures(stored(node, each))).sum();
      int written = receipts.stream().mapToInt(each -> stored(node, each).counts().written()).sum();
      List<TestPeer> all = new ArrayList<>(steady);
      all.addAll(stuck);
      await().until(() -> all.stream().mapToInt(peer -> peer.received).sum() == written);
      assertThat(failed).isPositive();
      assertThat(written + failed).isEqualTo(15 * ALL + 5 * fillers);
      assertThat(all)
          .extracting(peer -> of(peer).wrong())
          .allMatch(wrong -> wrong == null || wrong.startsWith("echo "));
    }
  }

  /** Each publisher sends its messages, few of them waiting for their answer at a time. */
  private static Queue<Receipt> publish(TestNode node, Runnable betweenMessages)
      throws InterruptedException {
    Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Thread[] publishers = new Thread[PUBLISHERS];
    for (int i = 0; i < PUBLISHERS; i++) {
      byte publisher = (byte) i;
      publishers[i] =
          new Thread(
              () -> {
                Semaphore inFlight = new Semaphore(4 + publisher * 4);
                for (int number = 0; number < MESSAGES; number++) {
                  inFlight.acquireUninterruptibly();
                  betweenMessages.run();
                  Level level = Level.values()[(number + publisher) % 3];
                  ByteString payload = ByteString.fromArray(payload(publisher, number));
                  node.engine
                      .broadcast(Target.all(), Message.binary(payload), options(level))
                      .whenComplete(
                          (receipt, failure) -> {
                            inFlight.release();
                            if (failure != null) {
                              failures.add(failure);
                            } else {
                              receipts.add(receipt);
                            }
                          });
                }
                inFlight.acquireUninterruptibly(4 + publisher * 4);
              });
      publishers[i].start();
    }
    for (Thread each : publishers) {
      each.join();
    }
    assertThat(failures).isEmpty();
    receipts.forEach(BroadcastIT::assertConserved);
    return receipts;
  }

  private void talk(TestPeer peer) {
    for (int number = 0; number < MESSAGES; number++) {
      peer.send(WireFrames.binary(payload(ECHO, number)));
    }
  }

  private static void stallOrResumeOneOf(List<TestPeer> slow) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    slow.get(random.nextInt(slow.size())).reading(random.nextInt(3) > 0);
  }

  private void reconnect(TestPeers peers, AtomicBoolean running) {
    TestPeers.Behaviour joining =
        checking.onMessage(
            (peer, message) ->
                seen.computeIfAbsent(peer, each -> new Seen(true, false)).check(message));
    for (int round = 0; running.get() || round < 3; round++) {
      List<TestPeer> joined = peers.open("/echo", 20, joining);
      await().until(() -> !running.get() || joined.stream().allMatch(peer -> peer.received > 3));
      joined.subList(0, 10).forEach(TestPeer::close);
      joined.subList(10, 20).forEach(TestPeer::reset);
    }
  }

  private Seen of(TestPeer peer) {
    return seen.computeIfAbsent(peer, each -> new Seen(false, false));
  }

  private static Receipt stored(TestNode node, Receipt receipt) {
    return BroadcastIT.stored(node, receipt);
  }

  private static boolean isSettled(Receipt receipt) {
    return receipt.counts().written() + failures(receipt) == receipt.targeted();
  }

  private static int failures(Receipt receipt) {
    assertThat(receipt.failed().keySet()).isSubsetOf(FailureReason.SLOW);
    return receipt.failed().getOrDefault(FailureReason.SLOW, 0);
  }

  private static BroadcastOptions options(Level level) {
    return BroadcastOptions.DEFAULT.withLevel(level).withTimeout(Duration.ofMillis(50));
  }

  private static byte[] payload(byte publisher, int number) {
    SplittableRandom random = new SplittableRandom(publisher * 1_000_003L + number);
    int kind = random.nextInt(100);
    int scale = kind == 0 ? 400_000 : kind < 6 ? 40_000 : 600;
    byte[] rest = new byte[random.nextInt(scale)];
    random.nextBytes(rest);
    return ByteBuffer.allocate(HEADER + rest.length)
        .put(publisher)
        .putInt(number)
        .put(rest)
        .array();
  }
}
