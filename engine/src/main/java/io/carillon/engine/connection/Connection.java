package io.carillon.engine.connection;

import io.carillon.engine.application.Connected;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Stored;
import io.carillon.engine.registry.Profile;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One WebSocket as an actor: its identity, its labels and its end.
 *
 * <p>Lives as long as its stream, or longer as a {@link Ghost}, then until everybody who wanted to
 * know of its end has been told and the registry has forgotten it, so that no question to it is
 * lost; whoever watches it learns that the connection is gone. Frames do not pass through it: they
 * go to the outbox. Has at most {@link #MAX_LABELS} tags and as many groups, and refuses more.
 */
final class Connection extends AbstractBehavior<ConnectionCommand> {
  /**
   * Labels of each kind. Bounds what one connection can make the registry hold; far above what
   * routing by them needs.
   */
  static final int MAX_LABELS = 64;

  static Behavior<ConnectionCommand> create(
      Profile profile, WebSocketPhase socket, ActorRef<Registry.Command> registry) {
    return Behaviors.setup(context -> new Connection(context, profile, socket, registry));
  }

  private final Profile profile;
  private final WebSocketPhase socket;
  private final ActorRef<Registry.Command> registry;
  private final Instant connectedAt = Instant.now();
  private final PingInterval pings;
  private final Ghost ghost;
  private boolean socketEnded;
  private boolean draining;
  private boolean ending;

  private Connection(
      ActorContext<ConnectionCommand> context,
      Profile profile,
      WebSocketPhase socket,
      ActorRef<Registry.Command> registry) {
    super(context);
    this.profile = profile;
    this.socket = socket;
    this.registry = registry;
    this.pings = new PingInterval(context, socket);
    this.ghost = new Ghost(context, profile.ghostPlaces(), profile.settings().ghostTimeToLive());
  }

  @Override
  public Receive<ConnectionCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ConnectionCommand.Join.class, this::onJoin)
        .onMessage(ConnectionCommand.Leave.class, this::onLeave)
        .onMessage(ConnectionCommand.LeaveAll.class, this::onLeaveAll)
        .onMessage(ConnectionCommand.Dissolved.class, this::onDissolved)
        .onMessage(ConnectionCommand.Store.class, this::onStore)
        .onMessage(ConnectionCommand.Forget.class, this::onForget)
        .onMessage(ConnectionCommand.ForgetAll.class, this::onForgetAll)
        .onMessage(ConnectionCommand.DescribeInformation.class, this::onDescribeInformation)
        .onMessage(ConnectionCommand.ReplaceSession.class, this::onReplaceSession)
        .onMessage(ConnectionCommand.UpdateSession.class, this::onUpdateSession)
        .onMessage(ConnectionCommand.EnablePing.class, this::onEnablePing)
        .onMessage(ConnectionCommand.DisablePing.class, this::onDisablePing)
        .onMessage(ConnectionCommand.DescribePing.class, this::onDescribePing)
        .onMessage(ConnectionCommand.PingTick.class, this::onPingTick)
        .onMessage(ConnectionCommand.StartRecording.class, this::onStartRecording)
        .onMessage(ConnectionCommand.StopRecording.class, this::onStopRecording)
        .onMessage(ConnectionCommand.ClearRecording.class, this::onClearRecording)
        .onMessage(ConnectionCommand.DescribeRecording.class, this::onDescribeRecording)
        .onMessage(ConnectionCommand.ActivateGhost.class, this::onActivateGhost)
        .onMessage(ConnectionCommand.ReleaseGhost.class, this::onReleaseGhost)
        .onMessage(ConnectionCommand.DescribeGhost.class, this::onDescribeGhost)
        .onMessage(ConnectionCommand.Describe.class, this::onDescribe)
        .onMessage(ConnectionCommand.Close.class, this::onClose)
        .onMessage(ConnectionCommand.Drain.class, this::onDrain)
        .onMessage(ConnectionCommand.Kill.class, this::onKill)
        .onMessage(ConnectionCommand.Ended.class, this::onEnded)
        .onMessage(ConnectionCommand.BeforeClosed.class, this::onBeforeClosed)
        .onMessage(ConnectionCommand.Released.class, this::onReleased)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<ConnectionCommand> onJoin(ConnectionCommand.Join join) {
    Label label = join.label();
    Labels now = profile.labels();
    if (now.contains(label)) {
      join.replyTo().tell(Labelled.DONE);
    } else if (label.kind() == Label.Kind.USER) {
      now.user().ifPresent(old -> registry.tell(leave(Label.user(old), nobody())));
      become(join);
    } else if (now.names(label.kind()).size() < MAX_LABELS) {
      become(join);
    } else {
      join.replyTo().tell(Labelled.TOO_MANY);
    }
    return this;
  }

  private void become(ConnectionCommand.Join join) {
    profile.relabel(labels -> labels.with(join.label()));
    registry.tell(new Registry.JoinLabel(join.label(), profile, join.replyTo()));
  }

  private Behavior<ConnectionCommand> onLeave(ConnectionCommand.Leave leave) {
    Labels now = profile.labels();
    if (now.contains(leave.label())) {
      profile.relabel(labels -> labels.without(leave.label()));
      registry.tell(leave(leave.label(), leave.replyTo()));
    } else {
      leave.replyTo().tell(Done.getInstance());
    }
    return this;
  }

  private Behavior<ConnectionCommand> onLeaveAll(ConnectionCommand.LeaveAll leave) {
    Labels old = profile.labels();
    profile.relabel(labels -> labels.without(leave.kind()));
    SortedSet<String> names = old.names(leave.kind());
    String last = names.isEmpty() ? null : names.last();
    for (String name : names) {
      ActorRef<Done> replyTo = name.equals(last) ? leave.replyTo() : nobody();
      registry.tell(leave(new Label(leave.kind(), name), replyTo));
    }
    if (last == null) {
      leave.replyTo().tell(Done.getInstance());
    }
    return this;
  }

  private Behavior<ConnectionCommand> onDissolved(ConnectionCommand.Dissolved dissolved) {
    if (!profile.labels().contains(dissolved.label())) {
      registry.tell(leave(dissolved.label(), nobody()));
    }
    return this;
  }

  private Registry.LeaveLabel leave(Label label, ActorRef<Done> replyTo) {
    return new Registry.LeaveLabel(label, profile, replyTo);
  }

  private ActorRef<Done> nobody() {
    return getContext().getSystem().ignoreRef();
  }

  private Behavior<ConnectionCommand> onStore(ConnectionCommand.Store store) {
    boolean fits = profile.information().put(store.key(), store.value());
    store.replyTo().tell(fits ? Stored.DONE : Stored.TOO_MUCH);
    return this;
  }

  private Behavior<ConnectionCommand> onForget(ConnectionCommand.Forget forget) {
    boolean hadAny = !profile.information().all().isEmpty();
    profile.information().remove(forget.key());
    forget.replyTo().tell(hadAny);
    return this;
  }

  private Behavior<ConnectionCommand> onForgetAll(ConnectionCommand.ForgetAll forget) {
    profile.information().clear();
    forget.replyTo().tell(Done.getInstance());
    return this;
  }

  private Behavior<ConnectionCommand> onDescribeInformation(
      ConnectionCommand.DescribeInformation describe) {
    describe.replyTo().tell(profile.information().all());
    return this;
  }

  private Behavior<ConnectionCommand> onReplaceSession(ConnectionCommand.ReplaceSession replace) {
    boolean fits = profile.session().replace(replace.object());
    replace.replyTo().tell(fits ? Stored.DONE : Stored.TOO_MUCH);
    return this;
  }

  private Behavior<ConnectionCommand> onUpdateSession(ConnectionCommand.UpdateSession update) {
    boolean fits = profile.session().update(update.change());
    update.replyTo().tell(fits ? Stored.DONE : Stored.TOO_MUCH);
    return this;
  }

  private Behavior<ConnectionCommand> onEnablePing(ConnectionCommand.EnablePing enable) {
    if (!socketEnded) {
      pings.start(enable.interval());
    }
    enable.replyTo().tell(!socketEnded);
    return this;
  }

  private Behavior<ConnectionCommand> onDisablePing(ConnectionCommand.DisablePing disable) {
    pings.cancel();
    socket.outbox().forgetRoundTrips();
    disable.replyTo().tell(true);
    return this;
  }

  private Behavior<ConnectionCommand> onDescribePing(ConnectionCommand.DescribePing describe) {
    long nanos = socket.outbox().roundTripNanos();
    describe.replyTo().tell(nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)));
    return this;
  }

  private Behavior<ConnectionCommand> onPingTick(ConnectionCommand.PingTick tick) {
    pings.tick(tick.setting());
    return this;
  }

  private Behavior<ConnectionCommand> onStartRecording(ConnectionCommand.StartRecording start) {
    StateSettings state = profile.settings();
    int mostMessages = Math.min(start.mostMessages(), state.sentMessages());
    socket.outbox().startRecording(mostMessages, start.longest(), state.sentBytes());
    start.replyTo().tell(Optional.of(mostMessages));
    return this;
  }

  private Behavior<ConnectionCommand> onStopRecording(ConnectionCommand.StopRecording stop) {
    stop.replyTo().tell(socket.outbox().stopRecording());
    return this;
  }

  private Behavior<ConnectionCommand> onClearRecording(ConnectionCommand.ClearRecording clear) {
    clear.replyTo().tell(socket.outbox().clearRecording());
    return this;
  }

  private Behavior<ConnectionCommand> onDescribeRecording(
      ConnectionCommand.DescribeRecording describe) {
    describe.replyTo().tell(socket.outbox().recording());
    return this;
  }

  private Behavior<ConnectionCommand> onActivateGhost(ConnectionCommand.ActivateGhost activate) {
    activate.replyTo().tell(draining || ending ? Ghosted.UNKNOWN_CONNECTION : ghost.activate());
    return this;
  }

  private Behavior<ConnectionCommand> onReleaseGhost(ConnectionCommand.ReleaseGhost release) {
    boolean released = ghost.release();
    if (released) {
      socket.close(CloseCode.NORMAL_CLOSURE.code(), "released");
      endIfAlone();
    }
    release.replyTo().tell(released);
    return this;
  }

  private Behavior<ConnectionCommand> onDescribeGhost(ConnectionCommand.DescribeGhost describe) {
    describe.replyTo().tell(ghost.isHeld());
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
            profile.labels(),
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
    close.replyTo().tell(!socketEnded);
    return this;
  }

  private Behavior<ConnectionCommand> onDrain(ConnectionCommand.Drain drain) {
    draining = true;
    socket.close(drain.code(), drain.reason());
    ghost.release();
    endIfAlone();
    return this;
  }

  private Behavior<ConnectionCommand> onKill(ConnectionCommand.Kill kill) {
    socket.kill();
    ghost.release();
    endIfAlone();
    return this;
  }

  private Behavior<ConnectionCommand> onEnded(ConnectionCommand.Ended ended) {
    socketEnded = true;
    pings.cancel();
    ghost.socketEnded();
    endIfAlone();
    return this;
  }

  private Behavior<ConnectionCommand> onBeforeClosed(ConnectionCommand.BeforeClosed closed) {
    leave();
    return this;
  }

  private Behavior<ConnectionCommand> onReleased(ConnectionCommand.Released released) {
    if (socket.hasOpened()) {
      socket.lifecycles().onClose(connected(), socket.closure());
    }
    return Behaviors.stopped();
  }

  /** Whatever stopped the actor, no stream outlives it: nobody would count it. */
  private Behavior<ConnectionCommand> onStopped(PostStop stopped) {
    pings.cancel();
    ghost.release();
    socket.kill();
    return this;
  }

  /** Ends once its socket has and it is no ghost; tells who wants to know, and leaves. */
  private void endIfAlone() {
    if (!socketEnded || ghost.isHeld() || ending) {
      return;
    }
    ending = true;
    Ending last = new Ending(socket.lifecycles(), profile.settings().beforeCloseTimeout());
    if (socket.hasOpened() && last.isWaitedFor()) {
      getContext()
          .pipeToSelf(
              last.begin(connected(), socket.closure(), ghost.wasReleased()),
              (done, failure) -> ConnectionCommand.BeforeClosed.INSTANCE);
    } else {
      leave();
    }
  }

  private void leave() {
    registry.tell(new Registry.Leave(profile, getContext().getSelf()));
  }

  private Connected connected() {
    return new Connected(profile.id(), socket.route(), socket.remoteAddress());
  }
}
