package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane, a stream and a peer on threads of their own, over a real socket. */
@Timeout(60)
class OutboxStressTest {
  private static final long RUN_NANOS = 2_000_000_000L;
  private static final int REPLY = 1 << 30;
  private static final int PUSH = REPLY + (1 << 29);
  private static final int SMALL_BUFFER = 8 * 1024;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long seed = System.nanoTime();

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nothingOvertakesTheAnswer() throws Exception {
    int rounds = 20_000;
    AtomicInteger turn = new AtomicInteger();
    List<FakeStream> streams = new ArrayList<>();
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      sockets.add(new FakeSocket());
      streams.add(new FakeStream(OutboxTest.SETTINGS, sockets.get(i), true));
    }
    Future<?> lane =
        threads.submit(
            () -> {
              Batch batch = new Batch();
              for (FakeStream each : streams) {
                Delivery delivery = delivery(1, new Random(1), Level.WRITTEN);
                int slot = batch.add(delivery, 1);
                turn.incrementAndGet();
                while (turn.get() % 2 != 0) {
                  Thread.onSpinWait();
                }
                each.outbox.write(batch, 1L << slot, 0);
                batch.visited(1L << slot);
                batch.report(0);
              }
              return null;
            });
    for (FakeStream each : streams) {
      while (turn.get() % 2 == 0) {
        Thread.onSpinWait();
      }
      turn.incrementAndGet();
      each.open("101");
    }
    lane.get();
    for (int i = 0; i < rounds; i++) {
      streams.get(i).settle();
      assertThat(new String(sockets.get(i).taken(), 0, 3, StandardCharsets.US_ASCII))
          .isEqualTo("101");
      assertThat(Wire.read(sockets.get(i).taken(), 3)).hasSize(1);
    }
  }

  @Test
  void keepsEveryByteInOrderUnderThreads() throws Exception {
    System.out.println("OutboxStressTest seed " + seed);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel peer = SocketChannel.open();
          SocketChannel socket = connect(server, peer)) {
        new Run(socket, peer).run();
      }
    }
  }

  private static SocketChannel connect(ServerSocketChannel server, SocketChannel peer)
      throws IOException {
    peer.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    peer.connect(server.getLocalAddress());
    SocketChannel socket = server.accept();
    socket.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER);
    socket.configureBlocking(false);
    return socket;
  }

  private static Delivery delivery(int number, Random random, Level level) {
    BroadcastOptions options = BroadcastOptions.DEFAULT.withLevel(level);
    Tally tally = new Tally(options, 1, 0, () -> {});
    return Delivery.of(EncodedFrame.of(message(number, random)), tally, options, 0);
  }

  private static Message message(int number, Random random) {
    int size = random.nextInt(50) == 0 ? random.nextInt(300_000) : random.nextInt(600);
    ByteBuffer payload = ByteBuffer.allocate(8 + size).putInt(number).putInt(size);
    while (payload.hasRemaining()) {
      payload.put((byte) (number + payload.position()));
    }
    return Message.binary(ByteString.fromArrayUnsafe(payload.array()));
  }

  /** The stream's thread plays the connection's stage: wake-ups, pongs and replies are queued. */
  private final class Run implements Endpoint {
    private final SocketChannel socket;
    private final SocketChannel peer;
    private final Outbox outbox;
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final List<Integer> taken = new ArrayList<>();
    private ByteBuffer pushed;
    private int replies;
    private int refused;
    private volatile boolean laneDone;
    private volatile boolean streamDone;

    Run(SocketChannel socket, SocketChannel peer) {
      this.socket = socket;
      this.peer = peer;
      Duration long1 = Duration.ofSeconds(30);
      OutboxSettings settings =
          new OutboxSettings(64, 100_000, OverflowPolicy.DROP_NEWEST, long1, long1);
      this.outbox = new Outbox(settings, socket, EncodedFrame.PLAIN, this);
    }

    void run() throws Exception {
      Future<?> reader = threads.submit(() -> read(new Random(seed)));
      Future<?> stream = threads.submit(() -> stream(new Random(seed + 1)));
      Future<?> lane = threads.submit(() -> lane(new Random(seed + 2)));
      Future<?> pusher = threads.submit(() -> pusher(new Random(seed + 3)));
      lane.get();
      pusher.get();
      laneDone = true;
      stream.get();
      streamDone = true;
      socket.shutdownOutput();
      reader.get();
      check();
    }

    private Void lane(Random random) {
      Batch batch = new Batch();
      long end = System.nanoTime() + RUN_NANOS;
      while (System.nanoTime() < end) {
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
          Level level = Level.values()[random.nextInt(3)];
          Delivery delivery = delivery(tallies.size(), random, level);
          tallies.add(delivery.tally());
          outbox.mark(batch.add(delivery, 1));
        }
        long mask = outbox.takeMarks();
        outbox.write(batch, mask, System.nanoTime());
        batch.visited(mask);
        batch.report(System.nanoTime());
        if (random.nextInt(3) == 0) {
          LockSupport.parkNanos(random.nextInt(300_000));
        }
      }
      return null;
    }

    private Void pusher(Random random) {
      long end = System.nanoTime() + RUN_NANOS;
      for (int number = PUSH; System.nanoTime() < end; number++) {
        ByteString frame = Frames.of(message(number, random));
        if (outbox.push(frame, System.nanoTime()) instanceof PushResult.Refused) {
          refused++;
        } else {
          taken.add(number);
        }
        LockSupport.parkNanos(random.nextInt(200_000));
      }
      return null;
    }

    private Void stream(Random random) throws IOException {
      pump(outbox.open(Frames.pong(ByteString.emptyByteString()), 0));
      long giveUp = System.nanoTime() + 10 * RUN_NANOS;
      while (!isQuiet() && System.nanoTime() < giveUp) {
        Runnable next = inbox.poll();
        if (next != null) {
          next.run();
        }
        if (!laneDone && random.nextInt(200) == 0 && !outbox.hasBacklog()) {
          if (random.nextBoolean() && outbox.hold()) {
            LockSupport.parkNanos(random.nextInt(100_000));
          }
          pump(outbox.reply(Frames.of(message(REPLY + replies++, random)), System.nanoTime()));
        }
        transport();
        if (next == null) {
          LockSupport.parkNanos(20_000);
        }
      }
      return null;
    }

    private boolean isQuiet() {
      return laneDone
          && inbox.isEmpty()
          && outbox.isDrained()
          && tallies.stream().allMatch(each -> each.pending() == 0);
    }

    private void transport() throws IOException {
      if (pushed != null) {
        socket.write(pushed);
        if (!pushed.hasRemaining()) {
          pushed = null;
          pump(true);
        }
      }
    }

    private void pump(boolean due) {
      if (due && pushed == null) {
        ByteString next = outbox.poll(System.nanoTime());
        pushed = next == null ? null : next.toByteBuffer();
      }
    }

    private Void read(Random random) throws IOException {
      var in = Channels.newInputStream(peer);
      byte[] burst = new byte[64 * 1024];
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      int most = 1 + random.nextInt(burst.length);
      for (int n = in.read(burst, 0, most); n >= 0; n = in.read(burst, 0, most)) {
        read.write(burst, 0, n);
        rest.write(burst, 0, n);
        byte[] unparsed = rest.toByteArray();
        List<Wire.Sent> frames = Wire.read(unparsed, 0);
        int parsed = Wire.bytes(frames);
        rest.reset();
        rest.write(unparsed, parsed, unparsed.length - parsed);
        for (Wire.Sent each : frames) {
          if (each.opcode() == Wire.PING) {
            inbox.add(() -> pump(outbox.pong(each.payload(), System.nanoTime())));
          }
        }
        most = 1 + random.nextInt(burst.length);
        if (!laneDone && random.nextInt(20) == 0) {
          LockSupport.parkNanos(random.nextInt(3_000_000));
        }
      }
      return null;
    }

    private void check() {
      assertThat(streamDone).isTrue();
      byte[] bytes = read.toByteArray();
      List<Wire.Sent> frames = Wire.read(bytes, 0);
      assertThat(Wire.bytes(frames)).as("whole frames").isEqualTo(bytes.length);
      Map<Integer, Integer> sent = new HashMap<>();
      int lastBroadcast = -1;
      int lastReply = -1;
      int pushes = 0;
      for (Wire.Sent each : frames) {
        if (each.opcode() == Wire.BINARY) {
          int number = checkPayload(each.payload().asByteBuffer());
          sent.merge(number, 1, Integer::sum);
          if (number >= PUSH) {
            assertThat(number).isEqualTo(taken.get(pushes++));
          } else if (number >= REPLY) {
            assertThat(number - REPLY).isEqualTo(++lastReply);
          } else {
            assertThat(number).isGreaterThan(lastBroadcast);
            lastBroadcast = number;
          }
        }
      }
      assertThat(lastReply + 1).isEqualTo(replies);
      assertThat(pushes).as("pushed, %d refused", refused).isEqualTo(taken.size()).isPositive();
      checkTallies(sent);
      assertThat(sent).hasSizeGreaterThan(100);
    }

    private int checkPayload(ByteBuffer payload) {
      int number = payload.getInt();
      assertThat(payload.getInt()).isEqualTo(payload.remaining());
      while (payload.hasRemaining()) {
        int at = payload.position();
        if (payload.get() != (byte) (number + at)) {
          throw new AssertionError("frame " + number + " is torn at " + at);
        }
      }
      return number;
    }

    private void checkTallies(Map<Integer, Integer> sent) {
      int unproved = 0;
      for (int number = 0; number < tallies.size(); number++) {
        Tally tally = tallies.get(number);
        assertThat(tally.counts().written()).isEqualTo(sent.getOrDefault(number, 0));
        int failed = tally.failures(tally.level()).getOrDefault(FailureReason.SLOW, 0);
        int reached = tally.counts().at(tally.level());
        assertThat(reached + failed + tally.pending()).isOne();
        unproved += tally.pending();
      }
      assertThat(unproved).as("nothing is left over").isZero();
    }

    @Override
    public void wake() {
      inbox.add(() -> pump(true));
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void cutOff() {}

    @Override
    public void kill() {}

    @Override
    public long beat(long now) {
      return GONE;
    }
  }
}
