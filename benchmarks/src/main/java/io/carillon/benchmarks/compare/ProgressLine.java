package io.carillon.benchmarks.compare;

import java.io.PrintStream;
import java.time.Duration;

/**
 * One line on standard error that says what runs and how long is left.
 *
 * <p>The rest is estimated from the steps' planned seconds, corrected by how the steps so far kept
 * to theirs. On a terminal the line overwrites itself.
 */
final class ProgressLine {

  private final PrintStream out;
  private final double plannedSeconds;
  private final long startedAt = System.nanoTime();
  private final boolean terminal = System.console() != null;
  private double doneSeconds;

  ProgressLine(PrintStream out, double plannedSeconds) {
    this.out = out;
    this.plannedSeconds = plannedSeconds;
  }

  /** A step begins that is planned to take so long. */
  void begin(String what, double seconds) {
    double elapsed = (System.nanoTime() - startedAt) / 1e9;
    double pace = doneSeconds < 1 ? 1 : elapsed / doneSeconds;
    Duration left = Duration.ofSeconds(Math.round((plannedSeconds - doneSeconds) * pace));
    String line =
        "[%3.0f %%] %-40s about %d:%02d left"
            .formatted(
                100 * doneSeconds / plannedSeconds, what, left.toMinutes(), left.toSecondsPart());
    if (terminal) {
      out.print("\r" + line + "\033[K");
      out.flush();
    } else {
      out.println(line);
    }
    doneSeconds += seconds;
  }

  /** Ends the line. */
  void end() {
    if (terminal) {
      out.print("\r\033[K");
    }
  }
}
