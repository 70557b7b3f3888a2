package io.carillon.engine.protocol.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.ExactJson;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Messages of the analytics socket, all of them text that holds one JSON object.
 *
 * <pre>{@code
 * {"type":"heartbeat","data":{"current_visitors":12,"unique_today":145,"total_events":2340,"letters_today":23,"timestamp":1733683200}}
 * {"type":"page_view","visitor_id":"5f0e6c1a-d90b-4d0f-8a4b-e1d7c3527e90","timestamp":"2025-12-08T12:34:56Z","page_url":"/cv","data":{"theme":"backend"}}
 * {"type":"pong","time":1733683200}
 * }</pre>
 */
public final class AnalyticsCodec {
  private AnalyticsCodec() {}

  /** The figures for one client, on connecting or on request. */
  public static Message initialStats(AnalyticsStats stats) {
    return stats("initial_stats", stats);
  }

  /** The figures for everybody, every now and then. */
  public static Message heartbeat(AnalyticsStats stats) {
    return stats("heartbeat", stats);
  }

  /** The answer to {@link AnalyticsRequest#PING}. */
  public static Message pong(Instant now) {
    return text(object("pong").put("time", now.getEpochSecond()));
  }

  /** An event, for everybody; {@code data} goes out byte for byte as it is. */
  public static Message event(AnalyticsEvent event) {
    ObjectNode object =
        object(event.type())
            .put("visitor_id", event.visitor().toString())
            .put("timestamp", DateTimeFormatter.ISO_INSTANT.format(event.at()))
            .put("page_url", event.pageUrl());
    event.data().ifPresent(data -> object.putRawValue("data", new RawValue(data)));
    return text(object);
  }

  /** Reads what a client sent; never fails, since what cannot be read is ignored. */
  public static AnalyticsRequest read(Message message) {
    if (message.payload().isEmpty()) {
      return AnalyticsRequest.EMPTY;
    }
    if (!message.isText()) {
      return AnalyticsRequest.BINARY;
    }
    try {
      JsonNode type = ExactJson.object(message.payload()).path("type");
      return type.isTextual() ? named(type.textValue()) : AnalyticsRequest.INVALID;
    } catch (ExactJson.Malformed e) {
      return AnalyticsRequest.INVALID;
    }
  }

  private static AnalyticsRequest named(String type) {
    return switch (type) {
      case "refresh_stats" -> AnalyticsRequest.REFRESH_STATS;
      case "ping" -> AnalyticsRequest.PING;
      default -> AnalyticsRequest.UNKNOWN;
    };
  }

  private static Message stats(String type, AnalyticsStats stats) {
    ObjectNode object = object(type);
    object.set("data", stats.toJson());
    return text(object);
  }

  private static ObjectNode object(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static Message text(ObjectNode object) {
    return Message.text(object.toString());
  }
}
