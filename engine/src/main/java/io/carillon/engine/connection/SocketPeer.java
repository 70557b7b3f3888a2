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
import java.util.Objects;
import java.util.Optional;
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

  private final WebSocketPhase socket;
  private final Application application;
  private final Lifecycles lifecycles;
  private Opening opening;
  private Conversation conversation;
  private volatile boolean closing;
  private volatile boolean paused;
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

  /** Only the first call is passed on. */
  void onClose(int code, String reason) {
    closing = true;
    if (closure == null) {
      closure = new Closure(code, reason);
    }
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

  private void onFault(String where, RuntimeException e) {
    LOG.error("{} failed in {} of {}, which is closed", application, where, id(), e);
    socket.fail();
  }
}
