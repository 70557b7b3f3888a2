package io.carillon.http.settings;

import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.RoutePattern;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One receiver of events; {@code carillon.webhook-defaults} in reference.conf holds the defaults
 * and their reasons.
 *
 * @param name as the operator calls it
 * @param secret signs what is sent
 */
public record WebhookSettings(
    String name,
    URI url,
    String secret,
    Selection selection,
    Batching batching,
    Bounds bounds,
    Retrying retrying) {

  private static final Map<Lifecycle.Event, String> NAMES = names();

  /** Host and, if the URL names one, port: of path and query, parts may be secret. */
  public String endpoint() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /**
   * What the receiver is told.
   *
   * @param routes connections on which routes; empty for all
   * @param headers of the opening request that an {@code open} tells; in lower case
   */
  public record Selection(
      Set<Lifecycle.Event> events, List<RoutePattern> routes, Set<String> headers) {
    public Selection {
      events = Set.copyOf(events);
      routes = List.copyOf(routes);
      headers = Set.copyOf(headers);
    }

    /** Whether connections on this path are of interest. */
    public boolean isAbout(String route) {
      return routes.isEmpty() || routes.stream().anyMatch(pattern -> pattern.fits(route));
    }
  }

  /**
   * When a batch leaves: with so many events, with so many bytes, or after a while.
   *
   * @param maxBytes counted as in {@link Bounds}
   * @param delay longest wait for more events, while nothing else is under way
   */
  public record Batching(int maxEvents, int maxBytes, Duration delay) {}

  /**
   * What may wait, the batch that is under way included; an event that would exceed either bound is
   * dropped.
   */
  public record Bounds(int maxEvents, int maxBytes) {}

  /**
   * How often, how patiently and how fast a batch is sent.
   *
   * @param timeout for one attempt, from connecting to the status of the answer
   * @param maxAttempts then the batch is given up
   */
  public record Retrying(
      Duration timeout, int maxAttempts, Duration minBackoff, Duration maxBackoff) {}

  /** The name of an event in the configuration and on the wire, as in {@code beforeClose}. */
  public static String nameOf(Lifecycle.Event event) {
    return NAMES.get(event);
  }

  private static Map<Lifecycle.Event, String> names() {
    Map<Lifecycle.Event, String> names = new EnumMap<>(Lifecycle.Event.class);
    for (Lifecycle.Event event : Lifecycle.Event.values()) {
      names.put(event, Words.camelCase(event));
    }
    return names;
  }

  /** Everything that may reach a log: neither the secret nor the URL, which may hold another. */
  @Override
  public String toString() {
    return "WebhookSettings[name="
        + name
        + ", host="
        + url.getHost()
        + ", secret=hidden, selection="
        + selection
        + ", batching="
        + batching
        + ", bounds="
        + bounds
        + ", retrying="
        + retrying
        + "]";
  }
}
