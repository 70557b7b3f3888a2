package io.carillon.benchmarks.load;

import java.io.IOException;

/** One run of a {@link LoadPlan}, from the first connect to the verdict. */
public interface LoadRun {

  /**
   * Runs the plan on the calling thread, closes every socket and answers what was found.
   *
   * @throws IOException if a connection could not be opened, or nothing at all was delivered
   */
  static LoadResult of(LoadPlan plan) throws IOException {
    try (LoadLoop loop = new LoadLoop()) {
      LoadRun run =
          switch (plan.mode()) {
            case FANOUT, HALF -> new FanoutRun(plan, loop);
            case ECHO -> new EchoRun(plan, loop);
            case CONNECT -> new ConnectRun(plan, loop);
            case STORM -> new StormRun(plan, loop);
          };
      LoadResult result = run.run();
      if (result.measured().count() == 0 && result.faults().total() == 0) {
        throw new IOException("nothing happened in the measured period");
      }
      return result;
    }
  }

  /** Does the run; once. */
  LoadResult run() throws IOException;
}
