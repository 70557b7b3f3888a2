package io.carillon.http.settings;

import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.protocol.Protocol;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code carillon.events} and {@code carillon.server}. */
final class EmbeddedSections {
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
  private static final int MANY = 1_000_000;

  private EmbeddedSections() {}

  static EventSettings readEvents(Section section, List<ListenerSettings> listeners) {
    Set<String> speakers = new TreeSet<>();
    listeners.stream()
        .filter(EmbeddedSections::speaksEvents)
        .forEach(listener -> speakers.add(listener.name()));
    boolean isSpoken = !speakers.isEmpty();
    String directory =
        section.text(
            "queue-directory",
            text -> text.isEmpty() || isSpoken && isPath(text),
            isSpoken ? "a path of this file system" : "\"\" as long as no route speaks events");
    EventSettings settings =
        new EventSettings(
            speakers,
            section.onOff("relay"),
            directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)),
            section.duration("queue-poll", LONGEST_POLL),
            section.number("queue-files-per-turn", 1, MANY, "a number of files"),
            section.bytes("queue-file-bytes", 1));
    section.rejectUnknownKeys();
    return settings;
  }

  static ServerSettings readServer(Section section) {
    ServerSettings settings =
        new ServerSettings(
            section.number("handler-threads", 1, MANY, "a number of threads"),
            section.number("inbox-messages", 1, MANY, "a number of messages"),
            section.bytes("inbox-bytes", 1),
            section.bytes("http-body-bytes", 1));
    section.rejectUnknownKeys();
    return settings;
  }

  private static boolean speaksEvents(ListenerSettings listener) {
    return listener.acceptUnknownRoutes() && isEvents(listener.defaultRoute())
        || listener.routes().values().stream().anyMatch(EmbeddedSections::isEvents);
  }

  private static boolean isEvents(RouteSettings route) {
    return route.protocol() == Protocol.EVENTS;
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text) != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
