package io.carillon.benchmarks.memory;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.registry.Candidate;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Profile;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.EncodedFrame;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;

/**
 * A connection that is open and has no stream: whoever wants one drains the {@link #outbox} itself.
 * It ends when it is killed.
 */
public final class MemoryConnection implements Candidate, Endpoint {
  /** The bounds that the engine ships with. */
  private static final OutboxSettings BOUNDS =
      new OutboxSettings(
          1024,
          1024 * 1024,
          OverflowPolicy.DROP_NEWEST,
          Duration.ofMillis(500),
          Duration.ofSeconds(2));

  private static final ByteString SWITCHING = ByteString.fromString("HTTP/1.1 101\r\n\r\n");

  private final String route;
  private final Consumer<Member> opened;
  private final Outbox outbox;

  /**
   * Opens the outbox.
   *
   * @param channel takes the direct writes; null leaves everything to the stream
   * @param opened told on an actor's thread once a registry let the connection in
   */
  public MemoryConnection(String route, WritableByteChannel channel, Consumer<Member> opened) {
    this.route = route;
    this.opened = opened;
    this.outbox = new Outbox(BOUNDS, channel, EncodedFrame.PLAIN, this);
    long now = System.nanoTime();
    if (outbox.open(SWITCHING, now)) {
      drain(outbox, now);
    }
  }

  /** An open outbox that takes direct writes, of a connection that is in no registry. */
  public static Outbox direct() {
    return direct(new MemoryChannel());
  }

  /** The same, writing to this channel. */
  public static Outbox direct(WritableByteChannel channel) {
    return new MemoryConnection("/direct", channel, member -> {}).outbox;
  }

  /** An open outbox that leaves every byte to {@link #drain}. */
  public static Outbox streamed() {
    return new MemoryConnection("/streamed", null, member -> {}).outbox;
  }

  /** Does the stream's part: pulls until nothing waits; how many bytes there were. */
  public static long drain(Outbox outbox, long now) {
    long bytes = 0;
    for (ByteString next = outbox.poll(now); next != null; next = outbox.poll(now)) {
      bytes += next.length();
    }
    return bytes;
  }

  @Override
  public String listener() {
    return "memory";
  }

  @Override
  public String protocol() {
    return "raw";
  }

  @Override
  public String route() {
    return route;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public Endpoint endpoint() {
    return this;
  }

  @Override
  public Behavior<ConnectionCommand> behavior(
      Profile profile, ActorRef<Registry.Command> registry) {
    return Behaviors.receiveMessage(
        command ->
            command == ConnectionCommand.Kill.INSTANCE ? Behaviors.stopped() : Behaviors.same());
  }

  @Override
  public void opened(Member member) {
    opened.accept(member);
  }

  @Override
  public void refused() {}

  @Override
  public void wake() {}

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
