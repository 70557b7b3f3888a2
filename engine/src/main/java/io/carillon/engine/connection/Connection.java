package io.carillon.engine.connection;

import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.Tagged;
import io.carillon.engine.registry.Profile;
import io.carillon.engine.registry.Registry;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One WebSocket as an actor: its identity, its tags and its end.
 *
 * <p>Lives as long as its stream, and then until the registry has forgotten it, so that no question
 * to it is lost; whoever watches it learns that the connection is gone. Frames do not pass through
 * it: they go to the outbox. Holds at most {@link #MAX_TAGS} tags and refuses more.
 */
final class Connection extends AbstractBehavior<ConnectionCommand> {
  /** Bounds what one connection can make the registry hold; far above what routing by tag needs. */
  static final int MAX_TAGS = 64;

  static Behavior<ConnectionCommand> create(
      Profile profile, WebSocketPhase socket, ActorRef<Registry.Command> registry) {
    return Behaviors.setup(context -> new Connection(context, profile, socket, registry));
  }

  private final Profile profile;
  private final WebSocketPhase socket;
  private final ActorRef<Registry.Command> registry;
  private final Instant connectedAt = Instant.now();
  private SortedSet<String> tags = Collections.emptySortedSet();

  private Connection(
      ActorContext<ConnectionCommand> context,
      Profile profile,
      WebSocketPhase socket,
      ActorRef<Registry.Command> registry) {
    super(context);
    this.profile = profile;
    this.socket = socket;
    this.registry = registry;
  }

  @Override
  public Receive<ConnectionCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ConnectionCommand.Tag.class, this::onTag)
        .onMessage(ConnectionCommand.Untag.class, this::onUntag)
        .onMessage(ConnectionCommand.ClearTags.class, this::onClearTags)
        .onMessage(ConnectionCommand.DescribeTags.class, this::onDescribeTags)
        .onMessage(ConnectionCommand.Describe.class, this::onDescribe)
        .onMessage(ConnectionCommand.Close.class, this::onClose)
        .onMessage(ConnectionCommand.Kill.class, this::onKill)
        .onMessage(ConnectionCommand.Ended.class, this::onEnded)
        .onMessage(ConnectionCommand.Released.class, this::onReleased)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<ConnectionCommand> onTag(ConnectionCommand.Tag tag) {
    if (tags.contains(tag.tag())) {
      tag.replyTo().tell(Tagged.DONE);
    } else if (tags.size() >= MAX_TAGS) {
      tag.replyTo().tell(Tagged.TOO_MANY_TAGS);
    } else {
      SortedSet<String> more = new TreeSet<>(tags);
      more.add(tag.tag());
      tags = Collections.unmodifiableSortedSet(more);
      registry.tell(new Registry.JoinTag(tag.tag(), profile, tag.replyTo()));
    }
    return this;
  }

  private Behavior<ConnectionCommand> onUntag(ConnectionCommand.Untag untag) {
    if (tags.contains(untag.tag())) {
      SortedSet<String> fewer = new TreeSet<>(tags);
      fewer.remove(untag.tag());
      tags = Collections.unmodifiableSortedSet(fewer);
      registry.tell(new Registry.LeaveTag(untag.tag(), profile, untag.replyTo()));
    } else {
      untag.replyTo().tell(Done.getInstance());
    }
    return this;
  }

  private Behavior<ConnectionCommand> onClearTags(ConnectionCommand.ClearTags clear) {
    ActorRef<Done> nobody = getContext().getSystem().ignoreRef();
    SortedSet<String> old = tags;
    tags = Collections.emptySortedSet();
    String last = old.isEmpty() ? null : old.last();
    for (String tag : old) {
      ActorRef<Done> replyTo = tag.equals(last) ? clear.replyTo() : nobody;
      registry.tell(new Registry.LeaveTag(tag, profile, replyTo));
    }
    if (last == null) {
      clear.replyTo().tell(Done.getInstance());
    }
    return this;
  }

  private Behavior<ConnectionCommand> onDescribeTags(ConnectionCommand.DescribeTags describe) {
    describe.replyTo().tell(tags);
    return this;
  }

  private Behavior<ConnectionCommand> onDescribe(ConnectionCommand.Describe describe) {
    ConnectionDescription description =
        new ConnectionDescription(
            profile.id(),
            socket.listener(),
            socket.route(),
            socket.remoteAddress(),
            connectedAt,
            tags,
            socket.isCompressed(),
            socket.outbox().queuedFrames(),
            socket.outbox().queuedBytes(),
            socket.messagesIn(),
            socket.outbox().framesWritten());
    describe.replyTo().tell(Optional.of(description));
    return this;
  }

  private Behavior<ConnectionCommand> onClose(ConnectionCommand.Close close) {
    socket.close(close.code(), close.reason());
    close.replyTo().tell(true);
    return this;
  }

  private Behavior<ConnectionCommand> onKill(ConnectionCommand.Kill kill) {
    socket.kill();
    return this;
  }

  private Behavior<ConnectionCommand> onEnded(ConnectionCommand.Ended ended) {
    registry.tell(new Registry.Leave(profile, getContext().getSelf()));
    return this;
  }

  private Behavior<ConnectionCommand> onReleased(ConnectionCommand.Released released) {
    return Behaviors.stopped();
  }

  /** Whatever stopped the actor, no stream outlives it: nobody would count it. */
  private Behavior<ConnectionCommand> onStopped(PostStop stopped) {
    socket.kill();
    return this;
  }
}
