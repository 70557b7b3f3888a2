package io.carillon.engine.connection;

import io.carillon.engine.broadcast.Lane;
import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.Protocol;
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
 * An open WebSocket: feeds the session, writes replies, pumps the outbox while the direct way is
 * shut, and closes.
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>OPENING</td><td>waits for the registry; nothing is read, the outbox holds broadcasts back</td></tr>
 * <tr><td>OPEN</td><td>reads and writes; reading stops while own replies wait</td></tr>
 * <tr><td>CLOSING</td><td>our close frame is queued and the peer's awaited; its messages are dropped</td></tr>
 * <tr><td>CLOSED</td><td>the peer closed or broke the protocol: ends when the outbox has drained</td></tr>
 * </table>
 *
 * <p>The methods of {@link Endpoint} may be called by any thread, all others by the stream's.
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
  private final Protocol protocol;
  private final Deflate deflate;
  private final Outbox outbox;
  private final Session session;
  private final Liveness liveness;
  private State state = State.OPENING;
  private Runnable onceOpen;
  private ByteString replies = ByteString.emptyByteString();
  private ByteString heldPong;
  private MessageDeadline deadline;
  private boolean hasStopped;
  private volatile long messagesIn;
  private volatile Member member;
  private volatile boolean ended;

  /** A WebSocket on a route of the listener. */
  WebSocketPhase(
      ConnectionLogic logic, String route, RouteSettings settings, Optional<Deflate> deflate) {
    Door door = logic.door;
    int window = deflate.map(Deflate::windowBits).orElse(EncodedFrame.PLAIN);
    this.logic = logic;
    this.route = route;
    this.protocol = settings.protocol();
    this.deflate = deflate.orElse(null);
    this.outbox = new Outbox(door.outbox(settings), logic.channel, window, this);
    this.session = new Session(door.limits, deflate);
    this.liveness = new Liveness(door.patience, System.nanoTime());
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

  String route() {
    return route;
  }

  String remoteAddress() {
    return logic.remote.getAddress().getHostAddress() + ":" + logic.remote.getPort();
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

  // Endpoint: signals from other threads

  @Override
  public void wake() {
    logic.later(this::pump);
  }

  @Override
  public void close(int code, String reason) {
    logic.later(() -> startClosing(Frames.close(code, reason), false));
  }

  @Override
  public void cutOff() {
    ByteString frame = Frames.close(CloseCode.TRY_AGAIN_LATER, "slow consumer");
    logic.later(() -> startClosing(frame, true));
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
    if (!lastFrameWaits) {
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
      Optional<Message> reply = protocol.reply(message);
      if (reply.isPresent()) {
        addReply(deflate == null ? Frames.of(reply.get()) : Frames.of(reply.get(), deflate));
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
      addReply(Frames.pong(payload));
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
    finish(Frames.close(code, ""));
  }

  @Override
  public void onFailure(CloseCode code, String reason) {
    finish(Frames.close(code, reason));
  }

  private void open(ByteString answer, ByteString unread) {
    state = State.OPEN;
    if (outbox.open(answer, System.nanoTime())) {
      pump();
    }
    logic.door.lanes.get(member.lane()).tell(new Lane.Watch(this));
    if (onceOpen != null) {
      onceOpen.run();
      onceOpen = null;
    }
    if (unread.isEmpty()) {
      readOn();
    } else {
      receive(unread);
    }
  }

  private void receive(ByteString bytes) {
    long now = System.nanoTime();
    liveness.heard(now);
    session.receive(bytes, this);
    sendReplies(now);
    if (session.isMidMessage()) {
      watchMessage(now);
    }
    endIfDrained();
    readOn();
  }

  private void addReply(ByteString frame) {
    replies = replies.isEmpty() ? frame : replies.concat(frame);
  }

  private void sendReplies(long now) {
    if (!replies.isEmpty()) {
      ByteString frames = replies;
      replies = ByteString.emptyByteString();
      if (outbox.reply(frames, now)) {
        pump();
      }
    }
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
    if (ended || state == State.CLOSED || state == State.OPENING || logic.isClosed(logic.in)) {
      return;
    }
    boolean hasRoom = !outbox.hasBacklog();
    if (hasRoom && hasStopped) {
      readAgain(System.nanoTime());
    }
    hasStopped = !hasRoom;
    liveness.reading(hasRoom);
    if (hasRoom && !logic.hasBeenPulled(logic.in) && !logic.isAvailable(logic.in)) {
      logic.pull(logic.in);
    }
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
      finish(Frames.close(CloseCode.POLICY_VIOLATION, "The message took too long."));
      endIfDrained();
    } else if (session.isMidMessage()) {
      watchMessage(now);
    }
  }

  /** We begin to close: the peer has the close timeout to answer. */
  private void startClosing(ByteString frame, boolean dropWaiting) {
    if (state == State.OPENING) {
      onceOpen = () -> startClosing(frame, dropWaiting);
    } else if (state == State.OPEN) {
      state = State.CLOSING;
      long now = System.nanoTime();
      if (dropWaiting ? outbox.cutOff(frame, now) : outbox.finish(frame, now)) {
        pump();
      }
      logic.after(logic.door.patience.closeTimeout(), this::giveUp);
    }
  }

  /** The peer is done, rightly or not: our close frame is the last, and nothing more is read. */
  private void finish(ByteString frame) {
    long now = System.nanoTime();
    sendReplies(now);
    boolean isOurs = state == State.CLOSING;
    state = State.CLOSED;
    if (!isOurs) {
      if (outbox.finish(frame, now)) {
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
