package io.carillon.http.settings;

import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.http.settings.WebhookSettings.Batching;
import io.carillon.http.settings.WebhookSettings.Bounds;
import io.carillon.http.settings.WebhookSettings.Retrying;
import io.carillon.http.settings.WebhookSettings.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code carillon.webhooks}, each over {@code carillon.webhook-defaults}. */
final class WebhookSections {
  private static final int MANY = 1_000_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private static final Predicate<String> NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,64}").asMatchPredicate();

  /** Field names are tokens (RFC 9110 §5.1). */
  private static final Predicate<String> HEADER =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+").asMatchPredicate();

  private static final Map<String, Lifecycle.Event> EVENTS = Words.ofJson(Lifecycle.Event.values());

  private WebhookSections() {}

  static List<WebhookSettings> read(Section carillon) {
    Section defaults = carillon.section("webhook-defaults");
    Section webhooks = carillon.section("webhooks");
    readShared("webhook-defaults", WebhookTarget.readDefaults(defaults), defaults);
    List<WebhookSettings> settings = new ArrayList<>();
    webhooks
        .sections()
        .forEach(
            (name, section) -> {
              webhooks.checkName(name, NAME, "a name of at most 64 letters, digits, - and _");
              Section merged = section.orElse(defaults);
              settings.add(readShared(name, WebhookTarget.read(merged), merged));
            });
    return settings;
  }

  private static WebhookSettings readShared(String name, WebhookTarget target, Section section) {
    WebhookSettings settings =
        new WebhookSettings(
            name,
            target.url(),
            target.secret(),
            readSelection(section),
            readBatching(section),
            readBounds(section),
            readRetrying(section));
    section.rejectUnknownKeys();
    return settings;
  }

  private static Selection readSelection(Section section) {
    List<String> events =
        section.texts("events", EVENTS::containsKey, String.join(", ", EVENTS.keySet()));
    List<String> routes = section.texts("routes", Hosts::isRoute, Hosts.ROUTE_EXPECTATION);
    List<String> headers =
        section.texts("headers", HEADER, "names of headers, as in \"User-Agent\"");
    return new Selection(
        events.stream().map(EVENTS::get).collect(Collectors.toSet()),
        routes.stream().map(RoutePattern::of).toList(),
        headers.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  private static Batching readBatching(Section section) {
    return new Batching(
        section.number("batch-events", 1, 10_000, "a number of events"),
        section.bytes("batch-bytes", 1024),
        section.duration("batch-delay", HOUR));
  }

  private static Bounds readBounds(Section section) {
    return new Bounds(
        section.number("queue-events", 1, MANY, "a number of events"),
        section.bytes("queue-bytes", 64 * 1024));
  }

  private static Retrying readRetrying(Section section) {
    Duration least = section.duration("min-backoff", HOUR);
    Duration most = section.duration("max-backoff", HOUR);
    if (most.compareTo(least) < 0) {
      section.text("max-backoff", text -> false, "a duration of at least min-backoff");
    }
    return new Retrying(
        section.duration("timeout", Duration.ofMinutes(5)),
        section.number("max-attempts", 1, 1000, "a number of attempts"),
        least,
        most);
  }
}
