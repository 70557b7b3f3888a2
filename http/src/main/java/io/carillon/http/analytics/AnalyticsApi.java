package io.carillon.http.analytics;

import static io.carillon.http.endpoint.Endpoint.get;
import static io.carillon.http.endpoint.Endpoint.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.Period;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * The rows of {@code /api/v1/analytics}. A number in a query that is none, or is out of range,
 * counts as its default, as in the compatible system.
 */
final class AnalyticsApi {
  private final AnalyticsStore store;
  private final EventTracking tracking;
  private final InstantSource clock;

  AnalyticsApi(AnalyticsStore store, EventTracking tracking, InstantSource clock) {
    this.store = store;
    this.tracking = tracking;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        post("/api/v1/analytics/event", this::track),
        get("/api/v1/analytics/realtime", this::realtime),
        get("/api/v1/analytics/stats", this::stats),
        get("/api/v1/analytics/themes", this::themes),
        get("/api/v1/analytics/letters", this::letters),
        get("/api/v1/analytics/timeline", this::timeline),
        get("/api/v1/analytics/heatmap", this::heatmap));
  }

  private CompletionStage<HttpResponse> track(Call call) {
    VisitorSession session =
        VisitorSession.of(call.request())
            .orElseThrow(() -> Refusal.badRequest("Missing visitor session"));
    EventRequest event = EventRequest.read(call.body());
    return tracking
        .track(event, session, call.request(), now())
        .thenApply(
            done ->
                Answer.json(
                    StatusCodes.CREATED,
                    Answer.object()
                        .put("success", true)
                        .put("message", "Event tracked successfully")));
  }

  private CompletionStage<HttpResponse> realtime(Call call) {
    return store.realtime(now()).thenApply(stats -> success(AnalyticsJson.of(stats)));
  }

  private CompletionStage<HttpResponse> stats(Call call) {
    return store
        .stats(period(call.query()), now())
        .thenApply(stats -> success(AnalyticsJson.of(stats)));
  }

  private CompletionStage<HttpResponse> themes(Call call) {
    return store
        .themes(number(call.query(), "limit", 1, 20, 5))
        .thenApply(themes -> success(AnalyticsJson.ofThemes(themes)));
  }

  private CompletionStage<HttpResponse> letters(Call call) {
    return store
        .letters(period(call.query()), now())
        .thenApply(letters -> success(AnalyticsJson.of(letters)));
  }

  private CompletionStage<HttpResponse> timeline(Call call) {
    int limit = number(call.query(), "limit", 1, 100, 50);
    int offset = number(call.query(), "offset", 0, Integer.MAX_VALUE, 0);
    return store
        .timeline(limit, offset)
        .thenApply(
            events ->
                success(
                    AnalyticsJson.ofEvents(events),
                    Answer.object()
                        .put("limit", limit)
                        .put("offset", offset)
                        .put("count", events.size())));
  }

  private CompletionStage<HttpResponse> heatmap(Call call) {
    Optional<String> page = call.query().text("page_url");
    int hours = number(call.query(), "hours", 1, 168, 24);
    return store
        .heatmap(page, now().minus(Duration.ofHours(hours)))
        .thenApply(
            points ->
                success(
                    AnalyticsJson.ofPoints(points),
                    Answer.object()
                        .put("page_url", page.orElse(""))
                        .put("hours", hours)
                        .put("count", points.size())));
  }

  private Instant now() {
    return clock.instant();
  }

  private static HttpResponse success(JsonNode data) {
    return Answer.json(envelope(data));
  }

  private static HttpResponse success(JsonNode data, ObjectNode meta) {
    return Answer.json(envelope(data).set("meta", meta));
  }

  private static ObjectNode envelope(JsonNode data) {
    return Answer.object().put("success", true).set("data", data);
  }

  private static Period period(Query query) {
    return Period.named(query.text("period").orElse("day"))
        .orElseThrow(() -> Refusal.badRequest("Invalid period. Must be: day, week, or month"));
  }

  private static int number(Query query, String name, int least, int most, int otherwise) {
    try {
      int number = Integer.parseInt(query.text(name).orElse(""));
      return number >= least && number <= most ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
