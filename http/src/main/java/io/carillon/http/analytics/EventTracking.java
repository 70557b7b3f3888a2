package io.carillon.http.analytics;

import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.analytics.AnalyticsCodec;
import io.carillon.engine.protocol.analytics.AnalyticsEvent;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.TrackedEvent;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/** The way of an event: into the store, into the meters, out to the audience. */
final class EventTracking {
  private final AnalyticsStore store;
  private final Audience audience;
  private final Metrics metrics;
  private final Consumer<Message> elsewhere;

  /**
   * @param elsewhere takes every event to whom this server does not know; must not block
   */
  EventTracking(
      AnalyticsStore store, Audience audience, Metrics metrics, Consumer<Message> elsewhere) {
    this.store = store;
    this.audience = audience;
    this.metrics = metrics;
    this.elsewhere = elsewhere;
    metrics.expect(MeterName.EVENTS, EventRequest.TYPES);
    metrics.expect(MeterName.LETTERS, AnalyticsStore.LETTER_TYPES);
  }

  /** Counts an event and tells everybody; done when it is counted. */
  CompletionStage<Void> track(
      EventRequest request, VisitorSession session, HttpRequest from, Instant now) {
    AnalyticsEvent event =
        new AnalyticsEvent(
            request.type(), session.visitor(), now, request.pageUrl(), request.dataText());
    TrackedEvent tracked =
        new TrackedEvent(
            UUID.randomUUID(), event, addressHash(from), referrer(from), request.details());
    return store.record(tracked).thenAccept(recorded -> recorded(request, tracked, recorded));
  }

  private void recorded(
      EventRequest request, TrackedEvent tracked, AnalyticsStore.Recorded recorded) {
    metrics.count(MeterName.EVENTS, request.type());
    request.viewedPath().ifPresent(path -> metrics.count(MeterName.PAGE_VIEWS, path));
    tracked.details().letterType().ifPresent(type -> metrics.count(MeterName.LETTERS, type));
    if (recorded.isNewVisitor()) {
      metrics.count(MeterName.VISITORS);
    }
    Message message = AnalyticsCodec.event(tracked.event());
    audience.event(message);
    elsewhere.accept(message);
  }

  private static String addressHash(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(RemoteAddress::getAddress)
        .map(InetAddress::getHostAddress)
        .map(VisitorSession::hex)
        .orElse("");
  }

  private static String referrer(HttpRequest request) {
    String text = request.getHeader("Referer").map(HttpHeader::value).orElse("");
    return text.substring(0, Math.min(text.length(), EventRequest.MOST_URL_CHARACTERS));
  }
}
