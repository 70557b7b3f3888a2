package io.carillon.http.events;

import io.carillon.engine.protocol.events.Event;
import io.carillon.http.settings.EventSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events that other programs leave in a folder: one file each, in the order of their
 * names, each deleted when it has been sent.
 *
 * <p>Looks every {@code queue-poll} and takes at most {@code queue-files-per-turn} at a time. A
 * file that holds no event, or one that cannot be sent at all, is moved to the folder {@code
 * rejected} inside and never deleted; one that may still be growing is waited for, and the files
 * behind it with it. An event that the engine refuses stays for the next turn. An event may be sent
 * twice if this process dies between sending and deleting; two servers must not share a folder.
 * Whatever else goes wrong is logged, and after a pause it looks again. It reads and writes files,
 * so it runs on a dispatcher for blocking work.
 */
final class EventFolder extends AbstractBehavior<EventFolder.Command> {

  /** What the folder's actor is told. */
  sealed interface Command {}

  /** It is time to look. */
  private enum Poll implements Command {
    INSTANCE
  }

  /** An event has been offered to everybody, or to nobody. */
  private record Sent(Path file, Throwable failure) implements Command {}

  /**
   * Take no more files: those that are there stay for the next start. Answered when the one that is
   * being sent, if any, is settled.
   */
  record End(ActorRef<Done> replyTo) implements Command {}

  /** Pauses after a fault, so that one that comes back at once does not fill the log. */
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(EventFolder.class);

  /**
   * Watches a folder.
   *
   * @param send sends one event; throws if it is one that cannot be sent
   */
  static Behavior<Command> create(
      Path folder, EventSettings settings, Function<Event, CompletionStage<?>> send) {
    QueueDirectory files = new QueueDirectory(folder, settings.queueFileBytes());
    return Behaviors.supervise(
            Behaviors.supervise(
                    Behaviors.<Command>setup(
                        context ->
                            Behaviors.withTimers(
                                timers -> new EventFolder(context, timers, files, settings, send))))
                .onFailure(QueueDirectory.TooMuchStuckException.class, SupervisorStrategy.stop()))
        .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_REST, LONGEST_REST, 0));
  }

  private final TimerScheduler<Command> timers;
  private final QueueDirectory files;
  private final EventSettings settings;
  private final Function<Event, CompletionStage<?>> send;
  private final Deque<Path> turn = new ArrayDeque<>();
  private boolean isFull;
  private boolean isSending;
  private Optional<ActorRef<Done>> end = Optional.empty();

  private EventFolder(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      QueueDirectory files,
      EventSettings settings,
      Function<Event, CompletionStage<?>> send) {
    super(context);
    this.timers = timers;
    this.files = files;
    this.settings = settings;
    this.send = send;
    context.getSelf().tell(Poll.INSTANCE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Sent.class, this::onSent)
        .onMessage(Poll.class, this::onPoll)
        .onMessage(End.class, this::onEnd)
        .build();
  }

  private Behavior<Command> onSent(Sent sent) {
    isSending = false;
    if (sent.failure == null) {
      files.delete(sent.file);
    } else {
      LOG.warn("{} was not sent and stays: {}", sent.file, sent.failure.getMessage());
    }
    if (end.isPresent()) {
      return finish();
    }
    if (sent.failure == null) {
      next();
    } else {
      rest();
    }
    return this;
  }

  private Behavior<Command> onPoll(Poll poll) {
    turn.addAll(files.first(settings.queueFilesPerTurn()));
    isFull = turn.size() >= settings.queueFilesPerTurn();
    next();
    return this;
  }

  private Behavior<Command> onEnd(End ending) {
    end = Optional.of(ending.replyTo());
    return isSending ? this : finish();
  }

  private Behavior<Command> finish() {
    end.ifPresent(replyTo -> replyTo.tell(Done.getInstance()));
    return Behaviors.stopped();
  }

  /** Goes on to the next file that holds an event, or to the end of the turn. */
  private void next() {
    Path file = turn.poll();
    while (file != null && !isUnderWay(file)) {
      file = turn.poll();
    }
    if (file == null && isFull) {
      getContext().getSelf().tell(Poll.INSTANCE);
    } else if (file == null) {
      rest();
    }
  }

  private void rest() {
    turn.clear();
    timers.startSingleTimer(Poll.INSTANCE, settings.queuePoll());
  }

  /** Whether the file is being sent or waited for, so that those behind it have to wait. */
  private boolean isUnderWay(Path file) {
    EventFile.Content content = files.read(file);
    if (content instanceof EventFile.Readable readable) {
      isSending = isOnItsWay(file, readable.event());
      return isSending;
    }
    if (content instanceof EventFile.Poison poison && poison.mayStillGrow()) {
      rest();
      return true;
    }
    if (content instanceof EventFile.Poison poison) {
      files.reject(file, poison.reason());
    }
    return false;
  }

  /** False for an event that cannot be sent: it would stand before all others for ever. */
  private boolean isOnItsWay(Path file, Event event) {
    CompletionStage<?> sending;
    try {
      sending = send.apply(event);
    } catch (RuntimeException e) {
      files.reject(file, "it cannot be sent: " + e);
      return false;
    }
    getContext().pipeToSelf(sending, (done, failure) -> new Sent(file, failure));
    return true;
  }
}
