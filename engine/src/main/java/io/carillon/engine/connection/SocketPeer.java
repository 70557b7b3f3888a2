package io.carillon.engine.connection;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies between a WebSocket and the application behind its route: the {@link Peer} that the
 * application holds, and the one who calls its conversation.
 *
 * <p>The methods of {@link Peer} may be called by any thread, the others by the stream's. There is
 * one for each connection, so it is kept small.
 */
final class SocketPeer implements Peer {
  private static final Logger LOG = LoggerFactory.getLogger(SocketPeer.class);

  /** A sender waits with one action; more than a handful share no connection. */
  private static final int MOST_WAITING = 64;

  /** Takes the place of those that wait when there is nothing to wait for any more. */
  private static final Queue<Runnable> OVER = new ArrayDeque<>(1);

  private final WebSocketPhase socket;
  private final Application application;
  private final Lifecycles lifecycles;
  private Opening opening;
  private Conversation conversation;
  private volatile boolean closing;
  private volatile boolean paused;
  private volatile Queue<Runnable> waiting;
  private boolean opened;
  private Closure closure;

  /**
   * The peer of one connection.
   *
   * @param opening empty if neither the application nor anybody else wants it
   */
  SocketPeer(
      WebSocketPhase socket,
      Application application,
      Lifecycles lifecycles,
      Optional<Opening> opening) {
    this.socket = socket;
    this.lifecycles = lifecycles;
    this.application = application;
    this.opening = opening.orElse(null);
  }

  // Peer

  @Override
  public ConnectionId id() {
    return socket.id();
  }

  @Override
  public Opening opening() {
    if (opening == null) {
      throw new IllegalStateException("the application does not want its openings");
    }
    return opening;
  }

  @Override
  public PushResult push(Message message) {
    return closing ? new PushResult.Refused(FailureReason.CLOSED) : socket.push(message);
  }

  @Override
  public void close(int code, String reason) {
    if (!CloseCode.isSendable(code)) {
      throw new IllegalArgumentException(
          "close code must be 1000-1003, 1007-1014 or 3000-4999, was " + code);
    }
    Objects.requireNonNull(reason, "reason");
    closing = true;
    socket.close(code, reason);
  }

  @Override
  public void kill() {
    closing = true;
    socket.kill();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      socket.resume();
    }
  }

  @Override
  public void whenDrained(Runnable action) {
    if (enqueue(action)) {
      socket.checkDrained();
    } else {
      action.run();
    }
  }

  @Override
  public boolean isOpen() {
    return !closing;
  }

  // the stream

  boolean isPaused() {
    return paused;
  }

  void onOpen() {
    tellOpen();
    try {
      conversation = Objects.requireNonNull(application.open(this), "conversation");
    } catch (RuntimeException e) {
      onFault("open", e);
    }
  }

  void onMessage(Message message) {
    if (lifecycles.want(Lifecycle.Event.MESSAGE)) {
      lifecycles.onMessage(connected(), message);
    }
    try {
      conversation.onMessage(message);
    } catch (RuntimeException e) {
      onFault("onMessage", e);
    }
  }

  /** Nothing waits in the outbox. */
  void onDrained() {
    if (waiting != null) {
      replaceWaiting(null).forEach(this::run);
    }
  }

  /** Only the first call is passed on. */
  void onClose(int code, String reason) {
    closing = true;
    if (closure == null) {
      closure = new Closure(code, reason);
    }
    replaceWaiting(OVER).forEach(this::run);
    Conversation last = conversation;
    conversation = null;
    if (last != null) {
      try {
        last.onClose(code, reason);
      } catch (RuntimeException e) {
        LOG.error("{} failed in onClose of {}", application, id(), e);
      }
    }
  }

  /** Whether anybody has been told that it opened. */
  boolean hasOpened() {
    return opened;
  }

  /** How it ended; for who learned from the stream that it did. */
  Closure closure() {
    return closure;
  }

  private void tellOpen() {
    opened = true;
    if (lifecycles.want(Lifecycle.Event.OPEN)) {
      lifecycles.onOpen(connected(), opening.headers());
    }
    if (!application.wantsOpening()) {
      opening = null;
    }
  }

  private Connected connected() {
    return new Connected(id(), socket.route(), socket.remoteAddress());
  }

  private synchronized boolean enqueue(Runnable action) {
    if (waiting == OVER) {
      return false;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(1);
    } else if (waiting.size() >= MOST_WAITING) {
      throw new IllegalStateException(MOST_WAITING + " actions wait for the outbox already");
    }
    return waiting.add(action);
  }

  private synchronized Queue<Runnable> replaceWaiting(Queue<Runnable> by) {
    Queue<Runnable> before = waiting;
    waiting = before == OVER ? OVER : by;
    return before == null ? OVER : before;
  }

  private void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      onFault("whenDrained", e);
    }
  }

  private void onFault(String where, RuntimeException e) {
    LOG.error("{} failed in {} of {}, which is closed", application, where, id(), e);
    socket.fail();
  }
}
