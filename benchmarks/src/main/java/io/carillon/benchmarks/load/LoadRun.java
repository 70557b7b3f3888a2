package io.carillon.benchmarks.load;

import java.io.IOException;

/** One run of a {@link LoadPlan}, from the first connect to the verdict. */
public interface LoadRun {

  /**
   * Runs the plan on the calling thread, closes every socket and answers what was found.
   *
   * @throws IOException if a connection could not be opened
   */
  static LoadResult of(LoadPlan plan) throws IOException {
    try (LoadLoop loop = new LoadLoop()) {
      LoadRun run =
          switch (plan.mode()) {
            case FANOUT -> new FanoutRun(plan, loop);
            case ECHO -> new EchoRun(plan, loop);
            case CONNECT -> new ConnectRun(plan, loop);
          };
      return run.run();
    }
  }

  /** Does the run; once. */
  LoadResult run() throws IOException;
}
