package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Totals;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The conservation law of receipts, with clients that close, vanish, stall and come back. */
@ExtendWith(NoErrorsLogged.class)
class ConservationIT {
  private static final int CLIENTS = 150;
  private static final int BROADCASTS = 3000;
  private static final int NUMBER_BYTES = 4;
  private static final List<Level> LEVELS = List.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED);

  /** All of them are everybody. */
  private static final List<Target> TARGETS =
      List.of(Target.all(), Target.route("/chat"), Target.tagExpression("!none | none"));

  private record Sent(int number, Receipt answer) {}

  /** How often each broadcast was really received. */
  private final Map<Integer, AtomicInteger> received = new ConcurrentHashMap<>();

  private final TestPeers.Behaviour counting =
      TestPeers.Behaviour.NORMAL
          .withReceiveBuffer(16 * 1024)
          .onMessage((peer, message) -> count(message));

  @Test
  void everyTargetIsInExactlyOneTerm() {
    long seed = System.nanoTime();
    System.out.println("ConservationIT.everyTargetIsInExactlyOneTerm seed " + seed);
    Random random = new Random(seed);
    Tuning tuning = new Tuning();
    tuning.stallAfter = Duration.ofMillis(100);
    tuning.pongStallAfter = Duration.ofMillis(200);
    tuning.slowAfter = Duration.ofSeconds(2);
    tuning.closeTimeout = Duration.ofMillis(300);
    tuning.overflow = OverflowPolicy.values()[random.nextInt(4)];
    tuning.outboxFrames = random.nextBoolean() ? 10 : 1024;
    System.out.println("overflow " + tuning.overflow + ", frames " + tuning.outboxFrames);
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> clients = new ArrayList<>(peers.open("/chat", CLIENTS, counting));
      List<CompletableFuture<Sent>> sending = new ArrayList<>();
      Semaphore inFlight = new Semaphore(40);
      for (int number = 0; number < BROADCASTS; number++) {
        inFlight.acquireUninterruptibly();
        sending.add(broadcast(node, random, number, inFlight));
        disturb(peers, clients, random);
      }
      List<Sent> answers =
          sending.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
      answers.forEach(each -> BroadcastIT.assertConserved(each.answer));
      assertThat(answers).extracting(each -> each.answer.targeted()).anyMatch(n -> n > 0);

      clients.forEach(each -> each.reading(true));
      clients.forEach(TestPeer::close);
      await().atMost(Duration.ofSeconds(15)).until(() -> openCount(node) == 0);
      await().until(() -> clients.stream().allMatch(TestPeer::hasEnded));
      List<Receipt> stored =
          answers.stream().map(each -> BroadcastIT.stored(node, each.answer)).toList();
      for (int i = 0; i < stored.size(); i++) {
        compare(answers.get(i), stored.get(i));
      }
      areSummed(stored, node.engine.totals());
      assertThat(node.engine.totals().refused()).isEqualTo(BROADCASTS - answers.size());
    }
  }

  @Test
  void everyLiveClientReceivedWhatWasWrittenToIt() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> clients = peers.open("/chat", 50, counting);
      Map<Integer, Receipt> answers = new HashMap<>();
      Random random = new Random(1);
      for (int number = 0; number < 200; number++) {
        Level level = LEVELS.get(number % 3);
        Message message = message(number, random.nextInt(20_000));
        answers.put(
            number,
            BroadcastIT.send(
                node, Target.all(), message, BroadcastOptions.DEFAULT.withLevel(level)));
      }
      clients.forEach(each -> each.reading(true));
      await().until(() -> clients.stream().allMatch(each -> each.received == 200));
      answers.forEach((number, answer) -> assertThat(answer.reached()).isEqualTo(50));
    }
  }

  /** Null if its deadline passed before it was its turn: nothing was sent. */
  private CompletableFuture<Sent> broadcast(
      TestNode node, Random random, int number, Semaphore inFlight) {
    int size = random.nextInt(10) == 0 ? random.nextInt(200 * 1024) : random.nextInt(2000);
    BroadcastOptions options =
        BroadcastOptions.DEFAULT
            .withLevel(LEVELS.get(random.nextInt(3)))
            .withTimeout(Duration.ofMillis(1 + random.nextInt(300)));
    if (random.nextInt(8) == 0) {
      options = options.withTimeToLive(Duration.ofMillis(1 + random.nextInt(200)));
    }
    if (random.nextBoolean()) {
      options = options.withConflationKey("key" + random.nextInt(3));
    }
    Target target = TARGETS.get(random.nextInt(TARGETS.size()));
    return node.engine
        .broadcast(target, message(number, size), options)
        .handle(
            (answer, busy) -> {
              inFlight.release();
              return answer == null ? null : new Sent(number, answer);
            })
        .toCompletableFuture();
  }

  private void disturb(TestPeers peers, List<TestPeer> clients, Random random) {
    int which = random.nextInt(clients.size());
    TestPeer client = clients.get(which);
    switch (random.nextInt(12)) {
      case 0 -> client.close();
      case 1 -> client.reset();
      case 2, 3 -> client.reading(false);
      case 4, 5, 6, 7 -> client.reading(true);
      case 8 -> client.autoPong = random.nextBoolean();
      default -> {}
    }
    if (client.hasEnded()) {
      clients.set(which, peers.start("/chat", 1, counting).get(0));
    }
  }

  /** The stored receipt is final, moved forward only, and claims no more than really arrived. */
  private void compare(Sent sent, Receipt stored) {
    Receipt answer = sent.answer;
    assertThat(stored.pending()).as("%s", stored).isZero();
    assertThat(stored.complete()).isTrue();
    for (Level level : LEVELS) {
      assertThat(stored.counts().at(level)).isGreaterThanOrEqualTo(answer.counts().at(level));
    }
    answer
        .failed()
        .forEach(
            (reason, count) ->
                assertThat(stored.failed().getOrDefault(reason, 0)).isGreaterThanOrEqualTo(count));
    int really = received.getOrDefault(sent.number, new AtomicInteger()).get();
    assertThat(really).as("%s", stored).isLessThanOrEqualTo(stored.counts().written());
    assertThat(really).as("%s", stored).isGreaterThanOrEqualTo(stored.counts().received());
  }

  private static void areSummed(List<Receipt> stored, Totals totals) {
    long lost = totals.failed().values().stream().mapToLong(Long::longValue).sum();
    assertThat(totals.broadcasts()).isEqualTo(stored.size());
    assertThat(totals.targeted()).isEqualTo(sum(stored, Receipt::targeted));
    assertThat(totals.written()).isEqualTo(sum(stored, receipt -> receipt.counts().written()));
    assertThat(lost).isEqualTo(totals.targeted() - totals.written());
  }

  private static long sum(List<Receipt> stored, ToLongFunction<Receipt> number) {
    return stored.stream().mapToLong(number).sum();
  }

  private static int openCount(TestNode node) {
    return TestNode.await(node.engine.connectionCount(Optional.empty()));
  }

  private static Message message(int number, int size) {
    ByteBuffer payload = ByteBuffer.allocate(NUMBER_BYTES + size).putInt(number);
    return Message.binary(ByteString.fromArray(payload.array()));
  }

  private void count(byte[] message) {
    int number = ByteBuffer.wrap(message).getInt();
    received.computeIfAbsent(number, each -> new AtomicInteger()).incrementAndGet();
  }
}
