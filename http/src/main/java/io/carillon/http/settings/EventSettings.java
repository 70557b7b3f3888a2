package io.carillon.http.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The dialect {@code events}; {@code carillon.events} in reference.conf holds the defaults and
 * their reasons.
 *
 * @param listeners names of those with a route that speaks it
 * @param relay whether clients may have events sent to everybody
 * @param queueDirectory folder from which other programs have events sent
 * @param queuePoll how often it is looked at
 * @param queueFilesPerTurn most files taken at a time
 * @param queueFileBytes largest file; larger ones are rejected
 */
public record EventSettings(
    Set<String> listeners,
    boolean relay,
    Optional<Path> queueDirectory,
    Duration queuePoll,
    int queueFilesPerTurn,
    int queueFileBytes) {
  public EventSettings {
    listeners = Set.copyOf(listeners);
  }
}
