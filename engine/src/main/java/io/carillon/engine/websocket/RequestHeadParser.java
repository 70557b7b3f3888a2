package io.carillon.engine.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;

/**
 * Reads one HTTP/1.x request head from bytes that arrive in any pieces (RFC 9112 §2-§5), strictly:
 * what two servers could read differently is malformed.
 *
 * <p>Bounded: at most {@value #MAX_HEAD_BYTES} bytes, {@value #MAX_HEADERS} headers and {@value
 * #MAX_EMPTY_LINES} empty lines before the request line (§2.2). Looks at each byte once however the
 * bytes are split, and holds no more than the bytes of the head. A declared body is neither read
 * nor waited for. Not thread-safe. After {@link Malformed} the answer stays the same; after {@link
 * Complete} the parser is used up.
 */
public final class RequestHeadParser {
  /** Bounds what one connection can make us hold before it is known; proxies use 8 KiB too. */
  public static final int MAX_HEAD_BYTES = 8 * 1024;

  /** Bounds the work per head; the same as Pekko HTTP's default, which reads what we hand over. */
  public static final int MAX_HEADERS = 64;

  /** Empty lines some old clients send after a request's body (RFC 9112 §2.2). */
  public static final int MAX_EMPTY_LINES = 2;

  /** What the bytes read so far amount to. */
  public sealed interface Result {}

  /** The head has not ended yet. */
  public enum Incomplete implements Result {
    INSTANCE
  }

  /**
   * The whole head.
   *
   * @param bytesRead everything received, with the head and what followed it, to hand to another
   *     HTTP server
   * @param rest what followed the head
   */
  public record Complete(RequestHead head, ByteString bytesRead, ByteString rest)
      implements Result {}

  /**
   * No head that may be answered otherwise than with an error.
   *
   * @param status 400, 414, 431 or 505
   * @param reason a fixed sentence that repeats nothing of what was sent
   */
  public record Malformed(int status, String reason) implements Result {}

  private static final byte[] NOTHING = {};

  private final RequestHeadLines lines = new RequestHeadLines();
  private byte[] head = NOTHING;
  private int size;
  private int lineStart;
  private boolean afterCarriageReturn;
  private boolean complete;
  private Malformed malformed;

  /**
   * Reads the next bytes.
   *
   * @throws IllegalStateException after {@link Complete}
   */
  public Result receive(ByteString bytes) {
    if (complete) {
      throw new IllegalStateException("The head is already complete");
    }
    if (malformed != null) {
      return malformed;
    }
    try {
      return read(bytes);
    } catch (MalformedHead e) {
      malformed = new Malformed(e.status(), e.getMessage());
      head = NOTHING;
      return malformed;
    }
  }

  private Result read(ByteString bytes) throws MalformedHead {
    int taken = append(bytes);
    int scanned = size;
    size += taken;
    while (scanned < size) {
      scanned++;
      if (endsLine(head[scanned - 1], scanned) && lines.accept(line(scanned))) {
        return complete(bytes, scanned, taken - (size - scanned));
      }
    }
    if (size == MAX_HEAD_BYTES) {
      throw lines.tooLong();
    }
    return Incomplete.INSTANCE;
  }

  private Complete complete(ByteString bytes, int headBytes, int takenOfBytes) {
    complete = true;
    ByteString rest = bytes.drop(takenOfBytes);
    ByteString read = ByteString.fromArray(head, 0, headBytes).concat(rest);
    head = NOTHING;
    return new Complete(lines.head(), read, rest);
  }

  /** Copies what may still belong to the head behind what is there, and says how much that is. */
  private int append(ByteString bytes) {
    int taken = Math.min(bytes.size(), MAX_HEAD_BYTES - size);
    if (size + taken > head.length) {
      int capacity = Math.max(size + taken, Math.min(2 * head.length, MAX_HEAD_BYTES));
      head = Arrays.copyOf(head, capacity);
    }
    bytes.copyToArray(head, size, taken);
    return taken;
  }

  private boolean endsLine(byte next, int scanned) throws MalformedHead {
    if (afterCarriageReturn != (next == '\n')) {
      throw new MalformedHead(400, "Lines must end with CR LF.");
    }
    afterCarriageReturn = next == '\r';
    boolean control = (next >= 0 && next < ' ') || next == 0x7f;
    if (control && next != '\r' && next != '\n' && next != '\t') {
      throw new MalformedHead(400, "The request head holds a control character.");
    }
    if (scanned - 1 == lineStart && (next == ' ' || next == '\t')) {
      throw new MalformedHead(400, "A line of the request head begins with white space.");
    }
    return next == '\n';
  }

  private String line(int end) {
    String line = new String(head, lineStart, end - 2 - lineStart, StandardCharsets.ISO_8859_1);
    lineStart = end;
    return line;
  }
}
