package io.carillon.http.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.AnalyticsStore.HeatPoint;
import io.carillon.http.analytics.store.AnalyticsStore.LetterStats;
import io.carillon.http.analytics.store.AnalyticsStore.LettersOfDay;
import io.carillon.http.analytics.store.AnalyticsStore.PeriodStats;
import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import io.carillon.http.analytics.store.TrackedEvent;
import io.carillon.http.endpoint.Answer;
import java.util.List;
import java.util.function.Function;

/** What stands under {@code data} in the answers of the analytics API. */
final class AnalyticsJson {
  private AnalyticsJson() {}

  static ObjectNode of(AnalyticsStats stats) {
    return stats.toJson();
  }

  static ObjectNode of(PeriodStats stats) {
    return Answer.object()
        .put("period", stats.period().word())
        .put("period_key", stats.key())
        .put("total_events", stats.totalEvents())
        .put("letters_generated", stats.lettersGenerated())
        .put("unique_visitors", stats.uniqueVisitors())
        .put("conversion_rate", stats.conversionRate());
  }

  static ObjectNode of(LetterStats letters) {
    PeriodStats all = letters.all();
    return Answer.object()
        .put("period", all.period().word())
        .put("total", all.lettersGenerated())
        .put("motivation", letters.motivation())
        .put("anti_motivation", letters.antiMotivation())
        .put("unique_visitors", all.uniqueVisitors())
        .put("conversion_rate", all.conversionRate())
        .set("history", array(letters.history(), AnalyticsJson::of));
  }

  static ArrayNode ofThemes(List<ThemeViews> themes) {
    return array(
        themes, each -> Answer.object().put("theme", each.theme()).put("views", each.views()));
  }

  static ArrayNode ofPoints(List<HeatPoint> points) {
    return array(
        points,
        each ->
            Answer.object()
                .put("x", each.at().x())
                .put("y", each.at().y())
                .put("count", each.count()));
  }

  /** Neither the visitor's address, not even as a hash, nor his session is among it. */
  static ArrayNode ofEvents(List<TrackedEvent> events) {
    return array(events, AnalyticsJson::of);
  }

  /** {@code event_data} is a text that holds JSON, as in the compatible system. */
  private static ObjectNode of(TrackedEvent tracked) {
    String at = tracked.event().at().toString();
    return Answer.object()
        .put("id", tracked.id().toString())
        .put("createdAt", at)
        .put("updatedAt", at)
        .put("visitor_id", tracked.event().visitor().toString())
        .put("event_type", tracked.event().type())
        .put("event_data", tracked.event().data().orElse("{}"))
        .put("page_url", tracked.event().pageUrl())
        .put("referrer", tracked.referrer())
        .put("session_duration", 0);
  }

  private static ObjectNode of(LettersOfDay letters) {
    return Answer.object().put("date", letters.day().toString()).put("count", letters.count());
  }

  private static <T> ArrayNode array(List<T> all, Function<T, ObjectNode> toJson) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(all.size());
    all.forEach(each -> array.add(toJson.apply(each)));
    return array;
  }
}
