package io.carillon.engine.protocol.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.Message;
import java.util.Objects;
import java.util.Optional;

/**
 * What is wrong with a frame.
 *
 * <pre>{@code
 * {"type":"error","error":{"at":"/subscriptions/0/page","value":"2","message":"integer found, string expected"}}
 * }</pre>
 *
 * @param at where, as a JSON pointer (RFC 6901); empty is the whole frame
 * @param value what is there, as JSON, cut at {@link #MOST_CHARACTERS}; empty if nothing is, or the
 *     whole frame
 * @param message what was expected
 */
public record Complaint(String at, Optional<String> value, String message) {
  /** Enough to recognise a value, too little to make an error frame costly. */
  static final int MOST_CHARACTERS = 100;

  public Complaint {
    Objects.requireNonNull(value, "value");
    at = cut(at);
    value = value.map(Complaint::cut);
    message = cut(message);
  }

  static Complaint ofFrame(String message) {
    return new Complaint("", Optional.empty(), message);
  }

  static Complaint of(String at, JsonNode value, String message) {
    return new Complaint(at, Optional.of(value.toString()), message);
  }

  /** The error frame that tells the sender. */
  public Message toMessage() {
    ObjectNode error = JsonNodeFactory.instance.objectNode().put("at", at);
    value.ifPresent(text -> error.put("value", text));
    error.put("message", message);
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", "error");
    frame.set("error", error);
    return Message.text(frame.toString());
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    boolean splitsAPair = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
    return text.substring(0, splitsAPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS) + "…";
  }
}
