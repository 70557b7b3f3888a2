package io.carillon.http.settings;

import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.protocol.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code carillon.listeners}, each over {@code carillon.listener-defaults}. */
final class ListenerSections {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, Boolean> UNKNOWN_ROUTE =
      Words.of("accept", true, "reject", false);
  private static final Map<String, Protocol> PROTOCOLS = Words.of(Protocol.values());
  private static final Map<String, OverflowPolicy> OVERFLOW = Words.of(OverflowPolicy.values());

  private ListenerSections() {}

  static List<ListenerSettings> read(Section carillon) {
    Section defaults = carillon.section("listener-defaults");
    Section listeners = carillon.section("listeners");
    readWithoutPort("listener-defaults", 0, defaults);
    List<ListenerSettings> settings = new ArrayList<>();
    listeners
        .sections()
        .forEach((name, section) -> settings.add(readListener(name, section.orElse(defaults))));
    return settings;
  }

  private static ListenerSettings readListener(String name, Section section) {
    return readWithoutPort(name, section.number("port", 0, 65535, "a port"), section);
  }

  private static ListenerSettings readWithoutPort(String name, int port, Section section) {
    RouteSettings ordinary = readRoute(section);
    ListenerSettings settings =
        new ListenerSettings(
            name,
            section.text("host", Hosts::isHost, Hosts.EXPECTATION),
            port,
            section.onOff("compression"),
            section.bytes("max-message-bytes", 1),
            section.number("max-fragments", 1, 1_000_000, "a number of frames"),
            section.duration("message-timeout", HOUR),
            section.duration("handshake-timeout", HOUR),
            section.durationOr("engine", "slow-after", HOUR),
            section.number("max-connections", 1, 10_000_000, "a number of connections"),
            section.number("backlog", 1, 65535, "a number of connections"),
            section.word("unknown-route", UNKNOWN_ROUTE),
            section.texts("allowed-origins", Hosts::isOrigin, Hosts.ORIGIN_EXPECTATION),
            readRoutes(section),
            ordinary);
    section.rejectUnknownKeys();
    return settings;
  }

  /** A listener's own routes only; {@code listener-defaults} gives them if it has none. */
  private static Map<String, RouteSettings> readRoutes(Section listener) {
    Map<String, RouteSettings> routes = new TreeMap<>();
    Section block = listener.section("routes");
    Map<String, String> byShape = new HashMap<>();
    block
        .sections()
        .forEach(
            (route, section) -> {
              block.checkName(route, Hosts::isRoute, Hosts.ROUTE_EXPECTATION);
              block.checkName(
                  route,
                  name -> isUnambiguous(name, byShape),
                  "a pattern that matches other paths than those before it do");
              Section settings = section.orElse(listener);
              RouteSettings read = readRoute(settings);
              routes.put(route, section.has("overflow") ? read : usual(read));
              settings.rejectUnknownKeys();
            });
    return routes;
  }

  private static boolean isUnambiguous(String route, Map<String, String> byShape) {
    return !Hosts.isRoute(route)
        || byShape.putIfAbsent(RoutePattern.of(route).shape(), route) == null;
  }

  /**
   * A client of analytics wants the newest heartbeat when it reads again, not all that it missed.
   */
  private static RouteSettings usual(RouteSettings route) {
    return route.protocol() == Protocol.ANALYTICS
        ? new RouteSettings(route.protocol(), OverflowPolicy.CONFLATE)
        : route;
  }

  private static RouteSettings readRoute(Section section) {
    return new RouteSettings(
        section.word("protocol", PROTOCOLS), section.word("overflow", OVERFLOW));
  }
}
