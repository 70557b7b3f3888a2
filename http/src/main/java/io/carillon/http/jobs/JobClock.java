package io.carillon.http.jobs;

import java.time.Instant;

/**
 * What time it is, twice: a calendar follows the clock on the wall, which may be set anew; a fixed
 * rate follows one that only runs.
 */
public interface JobClock {
  /** The clock of the machine. */
  JobClock SYSTEM =
      new JobClock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  Instant now();

  /** As {@link System#nanoTime}. */
  long nanoTime();
}
