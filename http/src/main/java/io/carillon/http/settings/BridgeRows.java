package io.carillon.http.settings;

import io.carillon.clusterconfig.redis.Address;
import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.clusterconfig.redis.Inlet;
import io.carillon.clusterconfig.redis.Outlet;
import io.carillon.clusterconfig.redis.Source;
import io.carillon.clusterconfig.redis.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the rows of {@code carillon.redis.subscribe} and {@code carillon.redis.publish}. */
final class BridgeRows {
  private static final Map<String, Opcode> OPCODES = Words.of(Opcode.values());
  private static final Map<String, Kind> DESTINATIONS = Words.of(Kind.values());
  private static final Map<String, Kind> ORIGINS = origins();

  private BridgeRows() {}

  private static Map<String, Kind> origins() {
    Map<String, Kind> origins = new LinkedHashMap<>(DESTINATIONS);
    origins.values().remove(Kind.SUBSCRIPTIONS);
    return origins;
  }

  static List<Inlet> inlets(List<Section> rows) {
    return rows.stream().map(BridgeRows::inlet).toList();
  }

  /** Rows that publish; none on a channel whose messages these inlets would bring back. */
  static List<Outlet> outlets(List<Section> rows, List<Inlet> inlets) {
    return rows.stream().map(row -> outlet(row, inlets)).toList();
  }

  private static Inlet inlet(Section row) {
    Source source = source(row);
    Address to = target(row.section("target"), DESTINATIONS, source::gives);
    Opcode opcode = row.has("opcode") ? row.word("opcode", OPCODES) : Opcode.AUTO;
    row.rejectUnknownKeys();
    return new Inlet(source, to, opcode);
  }

  private static Source source(Section row) {
    if (!row.has("pattern")) {
      return Source.channel(template(row, "channel", name -> true));
    }
    if (row.has("channel")) {
      row.reject("channel", "nothing beside pattern");
      row.text("channel", text -> true, "a text");
    }
    return Source.pattern(row.text("pattern", text -> !text.isEmpty(), "a pattern of Redis"));
  }

  private static Outlet outlet(Section row, List<Inlet> inlets) {
    Address from = target(row.section("target"), ORIGINS, name -> true);
    Template channel = template(row, "channel", from.names()::contains);
    inlets.stream()
        .filter(inlet -> inlet.from().overlaps(Source.channel(channel)))
        .filter(inlet -> !(isAnalytics(inlet.to()) && isAnalytics(from)))
        .findFirst()
        .ifPresent(
            inlet ->
                row.reject(
                    "channel",
                    "a channel that carillon.redis.subscribe does not bring back, as "
                        + inlet.from()
                        + " does"));
    row.rejectUnknownKeys();
    return new Outlet(from, channel);
  }

  private static boolean isAnalytics(Address address) {
    return address.kind() == Kind.ANALYTICS;
  }

  /** A block with exactly one key, which names a kind. */
  private static Address target(Section block, Map<String, Kind> kinds, Predicate<String> isName) {
    List<String> chosen = kinds.keySet().stream().filter(block::has).toList();
    if (chosen.size() != 1) {
      block.rejectBlock("exactly one of " + String.join(", ", kinds.keySet()));
      return Address.of(Kind.ALL);
    }
    String key = chosen.get(0);
    Kind kind = kinds.get(key);
    Address address =
        kind.isNamed() ? Address.of(kind, template(block, key, isName)) : flag(block, key, kind);
    block.rejectUnknownKeys();
    return address;
  }

  private static Address flag(Section block, String key, Kind kind) {
    if (!block.onOff(key)) {
      block.reject(key, "on");
    }
    return Address.of(kind);
  }

  private static Template template(Section block, String key, Predicate<String> isName) {
    String text =
        block.text(
            key,
            candidate -> isTemplate(candidate, isName),
            "a text in which a {name} may stand that is known there");
    return Template.of(text.isEmpty() ? "-" : text);
  }

  private static boolean isTemplate(String text, Predicate<String> isName) {
    try {
      return Template.of(text).names().stream().allMatch(isName);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
