package io.carillon.http.server;

import io.carillon.engine.application.Peer;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.ServerSettings;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The messages of one connection that nobody has taken yet, and how they are taken.
 *
 * <p>Holds at most {@code most-messages} messages, and {@code most-bytes} of them and one message;
 * at either bound the peer is paused, and reads on when half of it has been taken. Thread-safe;
 * messages are added by the connection's thread. Uses no monitor: a virtual thread that waits for
 * one would keep its carrier.
 */
final class Inbox {

  /** How messages are taken; the first one that is asked for stays. */
  enum Mode {
    UNDECIDED("nobody"),
    READ("read()"),
    LISTEN("a listener"),
    STREAM("a stream"),
    DIALECT("the route's protocol"),
    LEFT("nobody any more");

    private final String word;

    Mode(String word) {
      this.word = word;
    }
  }

  private final Peer peer;
  private final ServerSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Message> waiting = new ArrayDeque<>(0);
  private int bytes;
  private boolean paused;
  private boolean ended;
  private Mode mode = Mode.UNDECIDED;
  private Consumer<Message> listener;
  private CompletableFuture<Optional<Message>> asked;

  Inbox(Peer peer, ServerSettings settings) {
    this.peer = peer;
    this.settings = settings;
  }

  /**
   * Decides how messages are taken.
   *
   * @throws IllegalStateException if that was decided otherwise, or a second time where only one
   *     can take them
   */
  void choose(Mode wanted) {
    lock.lock();
    try {
      boolean again = mode == wanted && wanted == Mode.READ;
      if (mode != Mode.UNDECIDED && !again) {
        throw new IllegalStateException(
            mode == Mode.LEFT
                ? "the handler has returned without taking its messages"
                : "messages are taken by " + mode.word + " already");
      }
      mode = wanted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The handler has returned: what nobody takes goes to {@code rest} from now on; nothing changes
   * if a listener or a stream takes it.
   */
  void leaveTo(Consumer<Message> rest) {
    lock.lock();
    try {
      if (mode != Mode.UNDECIDED && mode != Mode.READ) {
        return;
      }
      mode = Mode.LEFT;
    } finally {
      lock.unlock();
    }
    handTo(rest);
  }

  /** Takes a message of the peer's. */
  void add(Message message) {
    Consumer<Message> taker;
    lock.lock();
    try {
      taker = taker();
      if (taker == null) {
        keep(message);
      }
    } finally {
      lock.unlock();
    }
    if (taker != null) {
      taker.accept(message);
    }
  }

  /** No further message will come. */
  void end() {
    CompletableFuture<Optional<Message>> last;
    lock.lock();
    try {
      ended = true;
      last = asked;
      asked = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.complete(Optional.empty());
    }
  }

  /** The next message, when it is there; empty if there will be none. One at a time may ask. */
  CompletionStage<Optional<Message>> next() {
    lock.lock();
    try {
      Message next = poll();
      if (next != null || ended) {
        return CompletableFuture.completedFuture(Optional.ofNullable(next));
      }
      asked = new CompletableFuture<>();
      return asked;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next message; empty if there will be none. */
  Optional<Message> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !ended) {
        changed.await();
      }
      return Optional.ofNullable(poll());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next message, so long at most; empty if there is none by then. */
  Optional<Message> take(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(poll());
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits and nothing will come. */
  boolean isOver() {
    lock.lock();
    try {
      return ended && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Hands over what waits, and from then on every message as it comes. */
  void handTo(Consumer<Message> to) {
    for (Message next = nextOrBecome(to); next != null; next = nextOrBecome(to)) {
      to.accept(next);
    }
  }

  private Message nextOrBecome(Consumer<Message> to) {
    lock.lock();
    try {
      Message next = poll();
      if (next == null) {
        listener = to;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private Consumer<Message> taker() {
    if (asked == null) {
      return listener;
    }
    CompletableFuture<Optional<Message>> waiter = asked;
    asked = null;
    return message -> waiter.complete(Optional.of(message));
  }

  private void keep(Message message) {
    waiting.add(message);
    bytes += message.payload().length();
    if (!paused && (waiting.size() >= settings.inboxMessages() || bytes >= settings.inboxBytes())) {
      paused = true;
      peer.pause();
    }
    changed.signal();
  }

  private Message poll() {
    Message next = waiting.poll();
    if (next != null) {
      bytes -= next.payload().length();
    }
    if (paused
        && waiting.size() <= settings.inboxMessages() / 2
        && bytes <= settings.inboxBytes() / 2) {
      paused = false;
      peer.resume();
    }
    return next;
  }
}
