package io.carillon.engine.connection;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.application.Opening;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.broadcast.Lane;
import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.Deflate;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import io.carillon.engine.websocket.Refusal;
import io.carillon.engine.websocket.Session;
import io.carillon.engine.websocket.SessionEvents;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * An open WebSocket: feeds the session, passes its messages to the application, pumps the outbox
 * while the direct way is shut, and closes.
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>OPENING</td><td>waits for the registry; nothing is read, the outbox holds broadcasts back</td></tr>
 * <tr><td>OPEN</td><td>reads and writes; reading stops while own replies wait, or the application pauses it</td></tr>
 * <tr><td>CLOSING</td><td>our close frame is queued and the peer's awaited; its messages are dropped</td></tr>
 * <tr><td>CLOSED</td><td>the peer closed or broke the protocol: ends when the outbox has drained</td></tr>
 * </table>
 *
 * <p>Reading stops between two messages: what is left of the bytes that were read is kept, and
 * nothing more is read before it is worked off.
 *
 * <p>The methods of {@link Endpoint} and {@link #push} may be called by any thread, all others by
 * the stream's.
 */
final class WebSocketPhase implements Phase, Endpoint, SessionEvents {
  private static final int RETRY_AFTER_SECONDS = 5;

  private enum State {
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final ConnectionLogic logic;
  private final String route;
  private final String protocol;
  private final Deflate deflate;
  private final Outbox outbox;
  private final Session session;
  private final Liveness liveness;
  private final Replies replies;
  private final SocketPeer peer;
  private State state = State.OPENING;
  private Runnable onceOpen;
  private ByteString unread = ByteString.emptyByteString();
  private ByteString heldPong;
  private MessageDeadline deadline;
  private boolean hasStopped;
  private volatile long messagesIn;
  private volatile Member member;
  private volatile boolean ended;

  /** A WebSocket on a route of the listener. */
  WebSocketPhase(
      ConnectionLogic logic,
      String route,
      Door.Behind behind,
      Optional<Opening> opening,
      Optional<Deflate> deflate) {
    Door door = logic.door;
    int window = deflate.map(Deflate::windowBits).orElse(EncodedFrame.PLAIN);
    this.logic = logic;
    this.route = route;
    this.protocol = behind.protocol();
    this.deflate = deflate.orElse(null);
    this.outbox = new Outbox(behind.outbox(), logic.channel, window, this);
    this.session = new Session(door.limits, deflate);
    this.liveness = new Liveness(door.patience, System.nanoTime());
    this.replies = new Replies(outbox);
    this.peer = new SocketPeer(this, behind.application(), door.lifecycles, opening);
  }

  /** Asks the registry to let it in; the handshake's answer leaves when it has. */
  void start(ByteString answer, ByteString unread) {
    logic.door.registry.tell(new Registry.Register(new Admission(this, answer, unread)));
  }

  // what the registry says, on its threads

  void admitted(Member self, ByteString answer, ByteString unread) {
    member = self;
    if (ended) {
      self.actor().tell(ConnectionCommand.Ended.INSTANCE);
    } else {
      logic.later(() -> open(answer, unread));
    }
  }

  void refused() {
    logic.later(
        () -> {
          ended();
          logic.answerAndClose(Refusal.serviceUnavailable(RETRY_AFTER_SECONDS).bytes());
        });
  }

  // what the actor may ask

  String listener() {
    return logic.door.settings.name();
  }

  String protocol() {
    return protocol;
  }

  String route() {
    return route;
  }

  String remoteAddress() {
    return logic.remoteAddress();
  }

  Lifecycles lifecycles() {
    return logic.door.lifecycles;
  }

  boolean hasOpened() {
    return peer.hasOpened();
  }

  Closure closure() {
    return peer.closure();
  }

  boolean isCompressed() {
    return deflate != null;
  }

  Outbox outbox() {
    return outbox;
  }

  long messagesIn() {
    return messagesIn;
  }

  // what the application may ask, on any thread

  ConnectionId id() {
    return member.id();
  }

  PushResult push(Message message) {
    ByteString frame = deflate == null ? Frames.of(message) : Frames.of(message, deflate);
    return replies.isOnTurn() ? replies.push(frame) : outbox.push(frame, System.nanoTime());
  }

  /** The application has lifted its pause. */
  void resume() {
    logic.later(this::readOn);
  }

  /** The application waits for the outbox. */
  void checkDrained() {
    logic.later(
        () -> {
          if (!outbox.isBlocked()) {
            peer.onDrained();
          }
        });
  }

  // Endpoint: signals from other threads

  @Override
  public void wake() {
    logic.later(this::pump);
  }

  @Override
  public void close(int code, String reason) {
    logic.later(() -> startClosing(code, reason, false));
  }

  @Override
  public void cutOff() {
    logic.later(() -> startClosing(CloseCode.TRY_AGAIN_LATER.code(), "slow consumer", true));
  }

  @Override
  public void kill() {
    logic.later(this::abort);
  }

  @Override
  public long beat(long now) {
    return ended ? GONE : liveness.beat(outbox, this, now);
  }

  // Phase: the transport

  @Override
  public void onPush() {
    receive(logic.grab(logic.in));
  }

  @Override
  public void onPull() {
    pump();
  }

  @Override
  public void onUpstreamFinish() {
    boolean lastFrameWaits = state == State.CLOSED && !outbox.isDrained();
    if (!lastFrameWaits && unread.isEmpty()) {
      logic.completeStage();
    }
  }

  @Override
  public void onUpstreamFailure(Throwable cause) {
    logic.completeStage();
  }

  @Override
  public void onDownstreamFinish(Throwable cause) {
    logic.completeStage();
  }

  @Override
  public void ended() {
    if (ended) {
      return;
    }
    ended = true;
    peer.onClose(CloseCode.ABNORMAL_CLOSURE.code(), "");
    boolean isSlow = outbox.stalledFor(System.nanoTime()) >= logic.door.stallNanos;
    outbox.close(isSlow ? FailureReason.SLOW : FailureReason.CLOSED);
    logic.leavePlace();
    Member self = member;
    if (self != null) {
      self.actor().tell(ConnectionCommand.Ended.INSTANCE);
    }
  }

  // SessionEvents: the peer

  @Override
  public void onMessage(Message message) {
    if (state == State.OPEN) {
      messagesIn = messagesIn + 1;
      peer.onMessage(message);
      if (peer.isPaused() || replies.isBackedUp()) {
        session.suspend();
      }
    }
  }

  /**
   * Answers with the same bytes (RFC 6455 §5.5.3); while the socket takes nothing, only the newest
   * waits.
   */
  @Override
  public void onPing(ByteString payload) {
    if (outbox.isBlocked()) {
      heldPong = payload;
    } else if (state == State.OPEN) {
      replies.add(Frames.pong(payload));
    }
  }

  @Override
  public void onPong(ByteString payload) {
    if (outbox.pong(payload, System.nanoTime())) {
      pump();
    }
  }

  @Override
  public void onClose(int code, String reason) {
    finish(Frames.close(code, ""), code, reason);
  }

  @Override
  public void onFailure(CloseCode code, String reason) {
    finish(Frames.close(code, reason), code.code(), reason);
  }

  /** The application has thrown. */
  void fail() {
    startClosing(CloseCode.INTERNAL_ERROR.code(), "internal error", false);
  }

  private void open(ByteString answer, ByteString rest) {
    long now = System.nanoTime();
    state = State.OPEN;
    unread = rest;
    replies.begin(now);
    boolean pollIsDue = outbox.open(answer, now);
    logic.door.lanes.get(member.lane()).tell(new Lane.Watch(this));
    peer.onOpen();
    if (onceOpen != null) {
      onceOpen.run();
      onceOpen = null;
    }
    if (replies.end() || pollIsDue) {
      pump();
    }
    readOn();
  }

  private void receive(ByteString bytes) {
    liveness.heard(System.nanoTime());
    unread = bytes;
    readOn();
  }

  /** Reads what is there until it is used up, or until the application or its replies stop it. */
  private void work() {
    long now = System.nanoTime();
    replies.begin(now);
    unread = session.receive(unread, this);
    if (replies.end()) {
      pump();
    }
    if (session.isMidMessage()) {
      watchMessage(now);
    }
    endIfDrained();
  }

  /**
   * Pushes what waits, if the transport asks for it: its asking proves that what was pushed before
   * is in the kernel.
   */
  private void pump() {
    if (state == State.OPENING || ended || !logic.isAvailable(logic.out)) {
      return;
    }
    long now = System.nanoTime();
    queueHeldPong(now);
    ByteString next = outbox.poll(now);
    if (next != null) {
      logic.push(logic.out, next);
    } else {
      peer.onDrained();
    }
    endIfDrained();
    readOn();
  }

  /**
   * The socket takes bytes again, so the held pong may join what waits: at most one does for each
   * push. It must not wait for an empty outbox, which a busy connection may never have.
   */
  private void queueHeldPong(long now) {
    if (heldPong != null) {
      ByteString pong = Frames.pong(heldPong);
      heldPong = null;
      if (state == State.OPEN) {
        outbox.reply(pong, now);
      }
    }
  }

  private void readOn() {
    while (mayRead()) {
      if (!unread.isEmpty()) {
        work();
      } else if (logic.isClosed(logic.in)) {
        logic.completeStage(); // the peer's end came while its last bytes were kept
        return;
      } else {
        if (!logic.hasBeenPulled(logic.in) && !logic.isAvailable(logic.in)) {
          logic.pull(logic.in);
        }
        return;
      }
    }
  }

  private boolean mayRead() {
    boolean isReader = state == State.OPEN || state == State.CLOSING;
    if (!isReader || ended || replies.isOnTurn()) {
      return false;
    }
    boolean isPaused = state == State.OPEN && peer.isPaused();
    boolean isReading = !isPaused && !outbox.hasBacklog();
    if (isReading && hasStopped) {
      readAgain(System.nanoTime());
    }
    hasStopped = !isReading;
    liveness.reading(isReading);
    return isReading;
  }

  /** What the peer did not say while nothing was read is not held against it. */
  private void readAgain(long now) {
    liveness.heard(now);
    if (deadline != null) {
      deadline.restart(now);
    }
  }

  private void watchMessage(long now) {
    if (deadline == null) {
      deadline = new MessageDeadline(logic.door.settings.messageTimeout().toNanos());
    }
    if (deadline.onIncomplete(session, now)) {
      logic.after(Duration.ofNanos(deadline.remaining(now)), this::checkMessage);
    }
  }

  private void checkMessage() {
    long now = System.nanoTime();
    if (state != State.OPEN) {
      return; // the close timeout bounds what is left; a timer for what is late would spin
    }
    if (hasStopped) {
      deadline.restart(now);
    }
    if (deadline.isLate(session, now)) {
      onFailure(CloseCode.POLICY_VIOLATION, "The message took too long.");
      endIfDrained();
    } else if (session.isMidMessage()) {
      watchMessage(now);
    }
  }

  /** We begin to close: the peer has the close timeout to answer. */
  private void startClosing(int code, String reason, boolean dropWaiting) {
    if (state == State.OPENING) {
      onceOpen = () -> startClosing(code, reason, dropWaiting);
    } else if (state == State.OPEN) {
      state = State.CLOSING;
      replies.flush();
      peer.onClose(code, reason);
      ByteString frame = Frames.close(code, reason);
      long now = System.nanoTime();
      if (dropWaiting ? outbox.cutOff(frame, now) : outbox.finish(frame, now)) {
        pump();
      }
      logic.after(logic.door.patience.closeTimeout(), this::giveUp);
      readOn();
    }
  }

  /** The peer is done, rightly or not: our close frame is the last, and nothing more is read. */
  private void finish(ByteString frame, int code, String reason) {
    replies.flush();
    boolean isOurs = state == State.CLOSING;
    state = State.CLOSED;
    unread = ByteString.emptyByteString();
    if (!isOurs) {
      peer.onClose(code, reason);
      if (outbox.finish(frame, System.nanoTime())) {
        pump();
      }
      logic.after(logic.door.patience.closeTimeout(), this::giveUp);
    }
  }

  private void endIfDrained() {
    if (state == State.CLOSED && !ended && outbox.isDrained()) {
      ended();
      LingerPhase linger = new LingerPhase(logic);
      logic.become(linger);
      linger.closeOurSide();
    }
  }

  /** The close timeout has passed. A peer that still takes what waits may go on doing so. */
  private void giveUp() {
    Duration patience = logic.door.patience.closeTimeout();
    if (ended) {
      return;
    }
    if (outbox.isDrained()) {
      logic.completeStage();
    } else if (outbox.stalledFor(System.nanoTime()) < patience.toNanos()) {
      logic.after(patience, this::giveUp);
    } else {
      abort();
    }
  }

  private void abort() {
    if (!ended) {
      logic.failStage(Aborted.INSTANCE);
    }
  }
}
