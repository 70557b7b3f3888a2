package io.carillon.http.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.http.settings.WebhookSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.pekko.util.ByteString;

/**
 * Batches as receivers read them:
 *
 * <pre>{@code
 * {"id":"9f2c41d07b3e5a68-2","dropped":0,"events":[
 *   {"id":"9f2c41d07b3e5a68-4","event":"message","at":"2026-11-20T22:15:03.120Z",
 *    "connection":"5f0e0001","route":"/chat","remoteAddress":"192.0.2.7:51034",
 *    "binary":false,"text":"hello"}]}
 * }</pre>
 */
final class BatchJson {
  private static final JsonFactory JSON = new JsonFactory();

  private BatchJson() {}

  /**
   * Encodes a batch.
   *
   * @param source what the ids of all events of one webhook and one run of the server begin with
   * @param first the number of the first event; the others follow without a gap
   * @param dropped events that were lost since the batch that was delivered before
   */
  static ByteString write(
      String id, String source, long first, long dropped, Collection<WebhookEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeNumberField("dropped", dropped);
      json.writeArrayFieldStart("events");
      long number = first;
      for (WebhookEvent event : events) {
        write(json, source + "-" + number, event);
        number++;
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return ByteString.fromArrayUnsafe(bytes.toByteArray());
  }

  private static void write(JsonGenerator json, String id, WebhookEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("event", WebhookSettings.nameOf(event.kind()));
    json.writeStringField("at", event.at().toString());
    json.writeStringField("connection", event.connection().id().toString());
    json.writeStringField("route", event.connection().route());
    json.writeStringField("remoteAddress", event.connection().remoteAddress());
    event.detail().write(json);
    json.writeEndObject();
  }

  /**
   * Text of any origin: half a surrogate pair, which no UTF-8 can carry, becomes a question mark.
   */
  static void writeText(JsonGenerator json, String field, String text) throws IOException {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    json.writeStringField(
        field,
        whole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
