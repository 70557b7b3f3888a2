package io.carillon.http.events;

import io.carillon.engine.protocol.events.Event;
import io.carillon.engine.protocol.events.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.util.ByteString;

/**
 * One event in a file of its own, which other programs leave in a folder.
 *
 * <pre>{@code
 * 1763500000.123456_000001_4f2a.json: {"event":"new_message","payload":{"id":1},"timestamp":1763500000}
 * }</pre>
 */
final class EventFile {
  static final String SUFFIX = ".json";

  /** A file that cannot be read may still be growing for so long after it was last written. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int NUMBERS = 1_000_000;
  private static final long NANOS_PER_MICRO = 1000;

  /** What a file turns out to be. */
  sealed interface Content {}

  /** An event. */
  record Readable(Event event) implements Content {}

  /** Nothing that can be sent, and why; perhaps not yet. */
  record Poison(String reason, boolean mayStillGrow) implements Content {}

  /** Gone again: somebody else took it. */
  enum Gone implements Content {
    INSTANCE
  }

  private EventFile() {}

  /** Whether a name is that of an event; unfinished files have others. */
  static boolean isEvent(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  /** Reads a file; never more than {@code mostBytes} of it, and through no link. */
  static Content read(Path file, int mostBytes) throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Gone.INSTANCE;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      return new Poison("it is no regular file", false);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(mostBytes + 1);
    }
    if (bytes.length > mostBytes) {
      return new Poison("it has more than " + mostBytes + " bytes", false);
    }
    Optional<Event> event = EventCodec.read(ByteString.fromArrayUnsafe(bytes));
    if (event.isPresent()) {
      return new Readable(event.get());
    }
    Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now());
    boolean isYoung = age.abs().compareTo(SETTLE) < 0;
    return new Poison("it is no JSON object with a text named event", isYoung);
  }

  /**
   * Leaves an event in a folder, which is made if need be. The file appears under its name all at
   * once; files of one process sort in the order of these calls.
   */
  static Path write(Path folder, Event event) throws IOException {
    Files.createDirectories(folder);
    Instant now = Instant.now();
    String name =
        String.format(
            Locale.ROOT,
            "%010d.%06d_%06d_%x",
            now.getEpochSecond(),
            now.getNano() / NANOS_PER_MICRO,
            Math.floorMod(NUMBER.getAndIncrement(), NUMBERS),
            ProcessHandle.current().pid());
    Path unfinished = folder.resolve("." + name);
    ByteString json = EventCodec.envelope(event, now.getEpochSecond()).payload();
    Files.write(unfinished, json.toArrayUnsafe());
    return Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
  }
}
