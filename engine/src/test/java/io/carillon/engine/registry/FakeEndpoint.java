package io.carillon.engine.registry;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** A connection's stream that only remembers what it was told, and members made of it. */
public class FakeEndpoint implements Endpoint {
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(
          16, 10_000, OverflowPolicy.DROP_NEWEST, Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final AtomicInteger SLOTS = new AtomicInteger();
  private static final StateSettings STATE =
      new StateSettings(4, 100, 100, 4, 100, 4, Optional.empty(), Duration.ofSeconds(1));

  private final Outbox outbox;
  public volatile int wakes;
  public volatile int cutOffs;
  public volatile int kills;
  public volatile int closedWith;

  /** An endpoint whose outbox is open; a null channel leaves all writing to the stream. */
  public FakeEndpoint(WritableByteChannel channel) {
    outbox = new Outbox(SETTINGS, channel, 0, this);
    outbox.open(ByteString.emptyByteString(), System.nanoTime());
  }

  public Outbox outbox() {
    return outbox;
  }

  /** This connection as the registry would name it. */
  public Member member(String route, int lane, ActorRef<ConnectionCommand> actor) {
    Profile profile = new Profile(ConnectionId.random(1), STATE, new GhostPlaces(1));
    return new Member(profile, route, lane, SLOTS.getAndIncrement(), outbox, this, actor);
  }

  @Override
  public synchronized void wake() {
    wakes++;
  }

  @Override
  public synchronized void close(int code, String reason) {
    closedWith = code;
  }

  @Override
  public synchronized void cutOff() {
    cutOffs++;
  }

  @Override
  public synchronized void kill() {
    kills++;
  }

  @Override
  public long beat(long now) {
    return GONE;
  }
}
