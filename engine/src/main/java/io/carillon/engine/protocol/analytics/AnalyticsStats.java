package io.carillon.engine.protocol.analytics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * The five figures that a dashboard shows.
 *
 * @param currentVisitors visitors of the last five minutes
 * @param uniqueToday different visitors since midnight UTC
 * @param totalEvents events since midnight UTC
 * @param lettersToday letters generated since midnight UTC
 * @param at when the figures were read; on the wire in whole seconds since 1970
 */
public record AnalyticsStats(
    long currentVisitors, long uniqueToday, long totalEvents, long lettersToday, Instant at) {

  /** The object that the wire shows. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("current_visitors", currentVisitors)
        .put("unique_today", uniqueToday)
        .put("total_events", totalEvents)
        .put("letters_today", lettersToday)
        .put("timestamp", at.getEpochSecond());
  }
}
