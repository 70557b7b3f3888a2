package io.carillon.benchmarks.load;

import io.carillon.benchmarks.load.LoadResult.Faults;

/** What a server did wrong besides losing or disordering messages; says the first ones aloud. */
final class Complaints {

  private static final int SAID_ALOUD = 5;

  private long wrongCounts;
  private long broken;
  private long closed;
  private int said;

  void onWrongCount(long sentCount, long connections) {
    wrongCounts++;
    say("sentCount " + sentCount + " instead of " + connections);
  }

  void onBroken(String why) {
    broken++;
    say(why);
  }

  void onClosed(String why) {
    closed++;
    say(why);
  }

  private void say(String what) {
    if (said++ < SAID_ALOUD) {
      System.err.println("load: " + what);
    }
  }

  /** All faults of a run in which so many messages have not come. */
  Faults toFaults(Ledger ledger, long missing) {
    return new Faults(
        missing,
        ledger.doubled(),
        ledger.outOfOrder(),
        wrongCounts,
        broken + ledger.unknown(),
        closed);
  }
}
