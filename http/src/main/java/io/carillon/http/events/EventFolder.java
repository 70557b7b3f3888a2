package io.carillon.http.events;

import io.carillon.engine.protocol.events.Event;
import io.carillon.http.settings.EventSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
public final class EventFolder extends AbstractBehavior<EventFolder.Command> {

  /** What the folder's actor is told. */
  public sealed interface Command {}

  /** It is time to look. */
  private enum Poll implements Command {
    INSTANCE
  }

  /** An event has been offered to everybody, or to nobody. */
  private record Sent(Path file, Throwable failure) implements Command {}

  /** The folder inside for files that hold no event. */
  static final String REJECTED = "rejected";

  /** Files that can neither be deleted nor moved; with more, something is wrong with the disk. */
  private static final int MOST_STUCK = 1000;

  /** Pauses after a fault, so that one that comes back at once does not fill the log. */
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(EventFolder.class);

  /**
   * Watches a folder.
   *
   * @param send sends one event; throws if it is one that cannot be sent
   */
  public static Behavior<Command> create(
      Path folder, EventSettings settings, Function<Event, CompletionStage<?>> send) {
    return Behaviors.supervise(
            Behaviors.supervise(
                    Behaviors.<Command>setup(
                        context ->
                            Behaviors.withTimers(
                                timers ->
                                    new EventFolder(context, timers, folder, settings, send))))
                .onFailure(TooMuchStuckException.class, SupervisorStrategy.stop()))
        .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_REST, LONGEST_REST, 0));
  }

  /**
   * Leaves an event in a folder, which is made if need be; it appears there all at once. Events of
   * one process are sent in the order of these calls.
   *
   * @return the file
   */
  public static Path leave(Path folder, Event event) throws IOException {
    return EventFile.write(folder, event);
  }

  private final TimerScheduler<Command> timers;
  private final Path folder;
  private final EventSettings settings;
  private final Function<Event, CompletionStage<?>> send;
  private final Deque<Path> turn = new ArrayDeque<>();
  private final Set<Path> stuck = new HashSet<>();
  private boolean isFull;
  private boolean isLost;

  private EventFolder(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Path folder,
      EventSettings settings,
      Function<Event, CompletionStage<?>> send) {
    super(context);
    this.timers = timers;
    this.folder = folder;
    this.settings = settings;
    this.send = send;
    context.getSelf().tell(Poll.INSTANCE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Sent.class, this::onSent)
        .onMessage(Poll.class, this::onPoll)
        .build();
  }

  private Behavior<Command> onSent(Sent sent) {
    if (sent.failure == null) {
      delete(sent.file);
      next();
    } else {
      LOG.warn("{} was not sent and stays: {}", sent.file, sent.failure.getMessage());
      rest();
    }
    return this;
  }

  private Behavior<Command> onPoll(Poll poll) {
    turn.addAll(list());
    isFull = turn.size() >= settings.queueFilesPerTurn();
    next();
    return this;
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
    EventFile.Content content = read(file);
    if (content instanceof EventFile.Readable readable) {
      return isSent(file, readable.event());
    }
    if (content instanceof EventFile.Poison poison && poison.mayStillGrow()) {
      rest();
      return true;
    }
    if (content instanceof EventFile.Poison poison) {
      reject(file, poison.reason());
    }
    return false;
  }

  /** Whether the event is on its way; one that cannot be sent would stand before all others. */
  private boolean isSent(Path file, Event event) {
    CompletionStage<?> sending;
    try {
      sending = send.apply(event);
    } catch (RuntimeException e) {
      reject(file, "it cannot be sent: " + e);
      return false;
    }
    getContext().pipeToSelf(sending, (done, failure) -> new Sent(file, failure));
    return true;
  }

  private EventFile.Content read(Path file) {
    try {
      return EventFile.read(file, settings.queueFileBytes());
    } catch (IOException e) {
      return new EventFile.Poison("it cannot be read: " + e, false);
    }
  }

  /** The first names, never holding more than a turn of them. */
  private Set<Path> list() {
    TreeSet<Path> first = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, EventFile::isEvent)) {
      for (Path file : files) {
        if (!stuck.contains(file)) {
          first.add(file);
        }
        if (first.size() > settings.queueFilesPerTurn()) {
          first.pollLast();
        }
      }
      isLost = false;
    } catch (IOException | DirectoryIteratorException e) {
      if (!isLost) {
        LOG.warn("The folder of events cannot be read: {}", e.toString());
      }
      isLost = true;
    }
    return first;
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reject(file, "it was sent, but cannot be deleted: " + e);
    }
  }

  private void reject(Path file, String reason) {
    LOG.warn("{} is moved to {}: {}", file, REJECTED, reason);
    try {
      Path rejected = Files.createDirectories(folder.resolve(REJECTED));
      Files.move(file, free(rejected, file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.error("{} cannot be moved and is left alone from now on", file, e);
      stuck.add(file);
      if (stuck.size() > MOST_STUCK) {
        throw new TooMuchStuckException(e);
      }
    }
  }

  /** Neither deleting nor moving works: what is sent would be sent again and again. */
  private static final class TooMuchStuckException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private TooMuchStuckException(IOException cause) {
      super(MOST_STUCK + " files are stuck; no more are sent", cause);
    }
  }

  private static Path free(Path rejected, Path file) {
    Path free = rejected.resolve(file.getFileName());
    for (int i = 1; Files.exists(free); i++) {
      free = rejected.resolve(file.getFileName() + "." + i);
    }
    return free;
  }
}
