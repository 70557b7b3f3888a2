package io.carillon.http.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder of events, until each is deleted or moved aside. Every method reads or
 * writes the disk. Not thread-safe.
 */
final class QueueDirectory {
  /** The folder inside for files that hold no event. */
  private static final String REJECTED = "rejected";

  /** Files that can neither be deleted nor moved; with more, something is wrong with the disk. */
  private static final int MOST_STUCK = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(QueueDirectory.class);

  /** Neither deleting nor moving works: what is sent would be sent again and again. */
  static final class TooMuchStuckException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private TooMuchStuckException(IOException cause) {
      super(MOST_STUCK + " files are stuck; no more are sent", cause);
    }
  }

  private final Path folder;
  private final int mostBytes;
  private final Set<Path> stuck = new HashSet<>();
  private boolean isLost;

  /**
   * A folder, which need not exist yet.
   *
   * @param mostBytes of one file; a larger one holds no event
   */
  QueueDirectory(Path folder, int mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** The first names, at most so many, and never holding more than these. */
  SortedSet<Path> first(int most) {
    TreeSet<Path> first = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, EventFile::isEvent)) {
      for (Path file : files) {
        if (!stuck.contains(file)) {
          first.add(file);
        }
        if (first.size() > most) {
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

  /** What a file holds. */
  EventFile.Content read(Path file) {
    try {
      return EventFile.read(file, mostBytes);
    } catch (IOException e) {
      return new EventFile.Poison("it cannot be read: " + e, false);
    }
  }

  /** Deletes a file whose event was sent, or moves it aside if need be. */
  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reject(file, "it was sent, but cannot be deleted: " + e);
    }
  }

  /**
   * Moves a file aside, or leaves it alone from now on.
   *
   * @throws TooMuchStuckException if there are too many of those
   */
  void reject(Path file, String reason) {
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

  private static Path free(Path rejected, Path file) {
    Path free = rejected.resolve(file.getFileName());
    for (int i = 1; Files.exists(free); i++) {
      free = rejected.resolve(file.getFileName() + "." + i);
    }
    return free;
  }
}
