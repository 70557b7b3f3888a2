package io.carillon.http.events;

import io.carillon.engine.protocol.events.Event;
import io.carillon.http.settings.EventSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * The folder from which other programs have a server send events, while it is watched. Thread-safe;
 * ends with its actor system.
 */
public final class EventQueue {
  /** For the event that is being sent; a folder that rests after a fault does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ActorRef<EventFolder.Command> folder;

  private EventQueue(ActorSystem<?> system, ActorRef<EventFolder.Command> folder) {
    this.system = system;
    this.folder = folder;
  }

  /**
   * Begins to send what is in a folder: one event in each file, in the order of the names; each
   * file is deleted when its event was sent, and moved aside if there is none.
   *
   * @param send sends one event; throws if it is one that cannot be sent
   */
  public static EventQueue start(
      ActorSystem<?> system,
      Path folder,
      EventSettings settings,
      Function<Event, CompletionStage<?>> send) {
    return new EventQueue(
        system,
        system.systemActorOf(
            EventFolder.create(folder, settings, send),
            "carillon-event-folder",
            DispatcherSelector.blocking()));
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

  /**
   * Takes no more files; what is in the folder stays for the next start. Completes within a second
   * and never fails, also if it was called before.
   */
  public CompletionStage<Done> stop() {
    return AskPattern.<EventFolder.Command, Done>ask(
            folder, EventFolder.End::new, PATIENCE, system.scheduler())
        .exceptionally(failure -> Done.getInstance());
  }
}
