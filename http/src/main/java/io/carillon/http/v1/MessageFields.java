package io.carillon.http.v1;

import io.carillon.engine.message.Message;
import io.carillon.engine.message.Message.Kind;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * Reads {@code message}: {@code {"text":"hi"}}, or {@code {"base64":"aGk="}} for any bytes. {@code
 * kind} ({@code text}, {@code binary}) overrides the frame type, which is text for {@code text} and
 * binary for {@code base64}.
 */
final class MessageFields {
  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("text", Kind.TEXT);
    KINDS.put("binary", Kind.BINARY);
  }

  private MessageFields() {}

  static Message read(Fields fields) {
    Optional<String> text = fields.text("text");
    Optional<String> base64 = fields.text("base64");
    Optional<Kind> kind = kind(fields);
    fields.rejectUnknown();
    if (text.isPresent() == base64.isPresent()) {
      throw fields.bad("expected exactly one of text and base64");
    }
    return text.map(Message::text)
        .map(message -> new Message(kind.orElse(Kind.TEXT), message.payload()))
        .orElseGet(() -> decoded(fields, base64.orElseThrow(), kind.orElse(Kind.BINARY)));
  }

  /** As which kind of frame it goes out, if that is said. */
  static Optional<Kind> kind(Fields fields) {
    return fields.word("kind", KINDS);
  }

  private static Message decoded(Fields fields, String base64, Kind kind) {
    ByteString payload;
    try {
      payload = ByteString.fromArrayUnsafe(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw fields.bad("base64", "expected base64 (RFC 4648 §4)");
    }
    if (kind == Kind.TEXT && !Message.isUtf8(payload)) {
      throw fields.bad("kind", "text needs valid UTF-8");
    }
    return new Message(kind, payload);
  }
}
