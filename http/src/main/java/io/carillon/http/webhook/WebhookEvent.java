package io.carillon.http.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened to a connection. Immutable.
 *
 * @param at when this node was told of it
 */
record WebhookEvent(Lifecycle.Event kind, Instant at, Connected connection, Detail detail) {
  /** What an event and its place in the queue cost without its texts: records, ids, times. */
  private static final int BASE_BYTES = 512;

  /** What only some kinds of events tell. */
  sealed interface Detail {
    /** About how many bytes of memory it takes. */
    int bytes();

    /** Writes its fields into the event's object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Nothing. */
  enum Bare implements Detail {
    INSTANCE;

    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public void write(JsonGenerator json) {
      // There is nothing to tell.
    }
  }

  /** The headers of the opening request that somebody asked for, by name in lower case. */
  record Opened(Map<String, List<String>> headers) implements Detail {
    Opened {
      headers = Map.copyOf(headers);
    }

    @Override
    public int bytes() {
      return headers.entrySet().stream()
          .mapToInt(
              header ->
                  header.getKey().length()
                      + header.getValue().stream().mapToInt(String::length).sum())
          .sum();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, List<String>> header : new TreeMap<>(headers).entrySet()) {
        json.writeArrayFieldStart(header.getKey());
        for (String value : header.getValue()) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  /** A message from the connection. */
  record Said(Message message) implements Detail {
    @Override
    public int bytes() {
      return message.payload().size();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      byte[] payload = message.payload().toArrayUnsafe();
      json.writeBooleanField("binary", !message.isText());
      if (message.isText()) {
        json.writeFieldName("text");
        json.writeUTF8String(payload, 0, payload.length);
      } else {
        json.writeBinaryField("base64", payload);
      }
    }
  }

  /** How its socket ended. */
  record Ended(Closure closure) implements Detail {
    @Override
    public int bytes() {
      return closure.reason().length();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      json.writeNumberField("code", closure.code());
      BatchJson.writeText(json, "reason", closure.reason());
    }
  }

  /** About how many bytes of memory it takes: the measure of queues and batches. */
  int bytes() {
    return BASE_BYTES
        + connection.route().length()
        + connection.remoteAddress().length()
        + detail.bytes();
  }
}
