package io.carillon.engine.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.pekko.util.ByteString;

/**
 * One application message: its kind and its payload, without any framing.
 *
 * <p>Of kind {@link Kind#TEXT} only if the payload is valid UTF-8; who builds one by {@link
 * #Message} answers for that. May be empty (RFC 6455 allows it).
 */
public record Message(Kind kind, ByteString payload) {

  /** What the payload is (RFC 6455 §5.6). */
  public enum Kind {
    TEXT,
    BINARY
  }

  public Message {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(payload, "payload");
  }

  /** A text message. */
  public static Message text(String text) {
    return new Message(Kind.TEXT, ByteString.fromString(text, StandardCharsets.UTF_8));
  }

  /** A binary message. */
  public static Message binary(ByteString payload) {
    return new Message(Kind.BINARY, payload);
  }

  /** Text if the payload is valid UTF-8, else binary. */
  public static Message detect(ByteString payload) {
    return new Message(isUtf8(payload) ? Kind.TEXT : Kind.BINARY, payload);
  }

  /** Whether the bytes are valid UTF-8 as RFC 3629 defines it. */
  public static boolean isUtf8(ByteString bytes) {
    byte[] array = bytes.toArrayUnsafe();
    return Utf8.isValid(array, 0, array.length);
  }

  public boolean isText() {
    return kind == Kind.TEXT;
  }

  /** The payload read as UTF-8. */
  public String utf8() {
    return payload.utf8String();
  }

  /** The payload's bytes for reading. */
  public ByteBuffer bytes() {
    return payload.asByteBuffer();
  }
}
