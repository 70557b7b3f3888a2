package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * What one client says after the opening handshake: bytes in, {@link SessionEvents} out (RFC 6455
 * §5-§8, RFC 7692 §6).
 *
 * <p>Bytes may be split anywhere; the events are the same. Owned by one connection and not
 * thread-safe. Between messages it holds no buffer and less than 100 bytes in all; within one, at
 * most twice the bytes that have arrived. It has no clock: a caller bounds the time for one message
 * by {@link #isMidMessage} and {@link #messagesBegun}. It writes nothing: answering pings and the
 * close frame is the caller's part.
 *
 * <table>
 * <caption>What ends a session</caption>
 * <tr><th>code</th><th>because of</th></tr>
 * <tr><td>the peer's</td><td>a close frame</td></tr>
 * <tr><td>1002</td><td>a frame or a sequence of frames that RFC 6455 §5 forbids</td></tr>
 * <tr><td>1007</td><td>text that is no UTF-8; a compressed message that cannot be inflated</td></tr>
 * <tr><td>1008</td><td>more fragments than {@link SessionLimits#maxFragments}</td></tr>
 * <tr><td>1009</td><td>more bytes than {@link SessionLimits#maxMessageBytes}</td></tr>
 * </table>
 */
public final class Session {
  private static final int WHOLE_TEXT = Opcode.FIN | Opcode.TEXT;
  private static final int WHOLE_BINARY = Opcode.FIN | Opcode.BINARY;

  /** Two bytes and the masking key. */
  private static final int SHORT_HEADER_BYTES = 6;

  private final SessionLimits limits;
  private final boolean mayCompress;
  private IncomingFrame frame;
  private IncomingMessage message;
  private long messagesBegun;
  private boolean finished;
  private boolean suspended;

  public Session(SessionLimits limits, Optional<Deflate> deflate) {
    this.limits = limits;
    this.mayCompress = deflate.isPresent();
  }

  /**
   * Reads the next bytes and tells what they complete; ignores them once finished.
   *
   * @return the bytes that were left unread because of {@link #suspend}; they come first next time
   */
  public ByteString receive(ByteString bytes, SessionEvents events) {
    byte[] in = bytes.toArrayUnsafe();
    int at = 0;
    suspended = false;
    try {
      while (at < in.length && !finished && !suspended) {
        at = frame == null ? begin(in, at, events) : proceed(in, at, events);
      }
    } catch (ProtocolViolation e) {
      finish();
      events.onFailure(e.code(), e.getMessage());
    }
    boolean isRead = finished || at >= in.length;
    return isRead ? ByteString.emptyByteString() : bytes.drop(at);
  }

  /** To be called from within an event: ends the {@link #receive} behind it. */
  public void suspend() {
    suspended = true;
  }

  /** Whether a frame or a fragmented message has begun and not ended. */
  public boolean isMidMessage() {
    return frame != null || message != null;
  }

  /**
   * How often the session began to read a message, or a control frame outside of one. While {@link
   * #isMidMessage} and this number stays the same, it is the same message.
   */
  public long messagesBegun() {
    return messagesBegun;
  }

  /** Whether the peer closed or failed: nothing will be told any more. */
  public boolean isFinished() {
    return finished;
  }

  static ProtocolViolation protocolError(String reason) {
    return new ProtocolViolation(CloseCode.PROTOCOL_ERROR, reason);
  }

  private int begin(byte[] in, int at, SessionEvents events) throws ProtocolViolation {
    int first = in[at] & 0xff;
    if (message == null) {
      messagesBegun++;
      int end = readWhole(first, in, at, events);
      if (end > at) {
        return end;
      }
    }
    checkFirstByte(first);
    int opcode = first & Opcode.MASK;
    if (opcode == Opcode.CONTINUATION) {
      message.beginFragment();
    } else if (!Opcode.isControl(opcode)) {
      message = new IncomingMessage(limits, kind(opcode), (first & Opcode.RSV1) != 0);
    }
    frame = new IncomingFrame(first);
    return at + 1;
  }

  /**
   * The short way for what most frames are: a message in one frame that is all there. Returns where
   * it ended, or 0 if this is anything else, right or wrong.
   */
  private int readWhole(int first, byte[] in, int at, SessionEvents events)
      throws ProtocolViolation {
    if ((first != WHOLE_TEXT && first != WHOLE_BINARY) || in.length - at < SHORT_HEADER_BYTES) {
      return 0;
    }
    int length = in[at + 1] & 0xff ^ Opcode.MASKED;
    int start = at + SHORT_HEADER_BYTES;
    if (length == Opcode.LENGTH_16) {
      length = (in[at + 2] & 0xff) << 8 | in[at + 3] & 0xff;
      start += 2;
      if (length < Opcode.LENGTH_16) {
        return 0; // longer than it need be
      }
    } else if (length > Opcode.LENGTH_16) {
      return 0;
    }
    if (length > in.length - start || length > limits.maxMessageBytes()) {
      return 0;
    }
    byte[] payload = new byte[length];
    Mask.copy(Mask.key(in, start - 4), in, start, payload, 0, length);
    if (first == WHOLE_TEXT && !Utf8.isValid(payload, 0, length)) {
      throw IncomingMessage.invalidText();
    }
    events.onMessage(new Message(kind(first & Opcode.MASK), ByteString.fromArrayUnsafe(payload)));
    return start + length;
  }

  private static Message.Kind kind(int opcode) {
    return opcode == Opcode.TEXT ? Message.Kind.TEXT : Message.Kind.BINARY;
  }

  /** What can be wrong before anything else of the frame is known (RFC 6455 §5.2, §5.4, §5.5). */
  private void checkFirstByte(int first) throws ProtocolViolation {
    int opcode = first & Opcode.MASK;
    if (!Opcode.isKnown(opcode)) {
      throw protocolError("The opcode is reserved.");
    }
    boolean mayHaveRsv1 = mayCompress && (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
    int reserved = mayHaveRsv1 ? Opcode.RSV2_AND_3 : Opcode.RSV1 | Opcode.RSV2_AND_3;
    if ((first & reserved) != 0) {
      throw protocolError("A reserved bit is set.");
    }
    if (Opcode.isControl(opcode)) {
      if ((first & Opcode.FIN) == 0) {
        throw protocolError("A control frame is fragmented.");
      }
    } else if ((opcode == Opcode.CONTINUATION) != (message != null)) {
      throw protocolError("A message begins or continues where it cannot.");
    }
  }

  private int proceed(byte[] in, int from, SessionEvents events) throws ProtocolViolation {
    int at = from;
    if (!frame.isHeaderRead()) {
      at = frame.readHeader(in, at);
      if (!frame.isHeaderRead()) {
        return at;
      }
      if (!frame.isControl()) {
        message.declare(frame.length());
      }
    }
    int count = (int) Math.min(frame.remaining(), in.length - at);
    if (frame.isControl()) {
      frame.readControl(in, at, count);
    } else {
      message.append(frame, in, at, count);
    }
    frame.advance(count);
    if (frame.remaining() == 0) {
      end(events);
    }
    return at + count;
  }

  private void end(SessionEvents events) throws ProtocolViolation {
    IncomingFrame ended = frame;
    frame = null;
    if (ended.isControl()) {
      control(ended, events);
    } else if (ended.isFinal()) {
      Message whole = message.complete();
      message = null;
      events.onMessage(whole);
    }
  }

  private void control(IncomingFrame control, SessionEvents events) throws ProtocolViolation {
    byte[] payload = control.control();
    if (control.opcode() == Opcode.PING) {
      events.onPing(ByteString.fromArrayUnsafe(payload));
    } else if (control.opcode() == Opcode.PONG) {
      events.onPong(ByteString.fromArrayUnsafe(payload));
    } else {
      close(payload, events);
    }
  }

  /** RFC 6455 §5.5.1, §7.4. */
  private void close(byte[] payload, SessionEvents events) throws ProtocolViolation {
    int code = CloseCode.NO_STATUS_RECEIVED.code();
    String reason = "";
    if (payload.length > 0) {
      code = payload.length == 1 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
      if (!CloseCode.isSendable(code)) {
        throw protocolError("The close code is invalid.");
      }
      if (!Utf8.isValid(payload, 2, payload.length)) {
        throw new ProtocolViolation(
            CloseCode.INVALID_FRAME_PAYLOAD_DATA, "The close reason is not valid UTF-8.");
      }
      byte[] text = Arrays.copyOfRange(payload, 2, payload.length);
      reason = new String(text, StandardCharsets.UTF_8);
    }
    finish();
    events.onClose(code, reason);
  }

  private void finish() {
    finished = true;
    frame = null;
    message = null;
  }
}
