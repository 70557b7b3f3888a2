package io.carillon.http.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where one job is in its {@link Schedule}. Owned by one actor. */
interface Timetable {
  /** Time until the next run, at most an hour off if the clock is set anew; zero if it is due. */
  Duration untilNext();

  /** Moves on to the first occurrence that lies ahead; those that have passed are not made up. */
  void moveOn();

  /** When the next run is; empty if there will be none. */
  Optional<Instant> next();
}
