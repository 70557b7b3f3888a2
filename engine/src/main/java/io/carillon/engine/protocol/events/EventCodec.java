package io.carillon.engine.protocol.events;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.ExactJson;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Events on the wire.
 *
 * <pre>{@code
 * {"event":"chat_message","payload":{"user":"Alice","message":"Hello"},"timestamp":1763500000}
 * }</pre>
 */
public final class EventCodec {
  private static final ByteString BEGIN = ByteString.fromString("{\"event\":\"");
  private static final ByteString PAYLOAD = ByteString.fromString("\",\"payload\":");
  private static final ByteString TIMESTAMP = ByteString.fromString(",\"timestamp\":");

  private EventCodec() {}

  /**
   * The envelope that every client gets. The payload is in it byte for byte.
   *
   * @param timestamp seconds since 1970
   */
  public static Message envelope(Event event, long timestamp) {
    byte[] name = JsonStringEncoder.getInstance().quoteAsUTF8(event.name());
    ByteStringBuilder json = new ByteStringBuilder();
    json.append(BEGIN).putBytes(name);
    json.append(PAYLOAD).append(event.payload());
    json.append(TIMESTAMP).append(ByteString.fromString(timestamp + "}"));
    return new Message(Message.Kind.TEXT, json.result().compact());
  }

  /**
   * The event that a client, or a file of the queue, asks to have sent on: a JSON object with a
   * text {@code event} that is an event's name. A missing {@code payload} is null; other fields
   * mean nothing. Empty for everything else.
   */
  public static Optional<Event> read(ByteString text) {
    try {
      JsonNode name = ExactJson.object(text).path("event");
      if (!name.isTextual() || !Event.isName(name.textValue())) {
        return Optional.empty();
      }
      ByteString payload = ExactJson.valueOf("payload", text);
      return Optional.of(new Event(name.textValue(), payload.isEmpty() ? Event.NULL : payload));
    } catch (ExactJson.Malformed e) {
      return Optional.empty();
    }
  }
}
