package io.carillon.http.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** The end of a connection, and who wants to know of it. Tells each once. Thread-safe. */
final class Ending {
  private final ReentrantLock lock = new ReentrantLock();
  private List<BiConsumer<Integer, String>> listeners = new ArrayList<>(0);
  private int code;
  private String reason;

  /** Tells the listener when the end comes; at once if it has come. */
  void onEnd(BiConsumer<Integer, String> listener) {
    lock.lock();
    try {
      if (listeners != null) {
        listeners.add(listener);
        return;
      }
    } finally {
      lock.unlock();
    }
    listener.accept(code, reason);
  }

  void end(int withCode, String withReason) {
    List<BiConsumer<Integer, String>> told;
    lock.lock();
    try {
      code = withCode;
      reason = withReason;
      told = listeners;
      listeners = null;
    } finally {
      lock.unlock();
    }
    told.forEach(each -> each.accept(withCode, withReason));
  }
}
