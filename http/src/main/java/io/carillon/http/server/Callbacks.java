package io.carillon.http.server;

/** Knows whether the current thread is a connection's, which must not wait. */
final class Callbacks {
  private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

  private Callbacks() {}

  static boolean isRunning() {
    return RUNNING.get() != null;
  }

  /** Runs what a connection calls a program with. */
  static void run(Runnable callback) {
    RUNNING.set(true);
    try {
      callback.run();
    } finally {
      RUNNING.remove();
    }
  }
}
