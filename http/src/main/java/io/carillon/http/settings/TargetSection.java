package io.carillon.http.settings;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Target.Selection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads whom a broadcast is aimed at: exactly one of {@code all}, {@code listener}, {@code tag},
 * {@code tags}, {@code tag-expression}, {@code group}, {@code groups}, {@code user}, {@code users},
 * {@code connection}, {@code connections}, or {@code route} alone. {@code route} also narrows the
 * others but {@code all}; {@code exclude} goes with any.
 */
final class TargetSection {
  private static final List<String> SELECTIONS =
      List.of(
          "all",
          "listener",
          "tag",
          "tags",
          "tag-expression",
          "group",
          "groups",
          "user",
          "users",
          "connection",
          "connections");
  private static final String IDS = "connection ids of 1 to 128 characters";
  private static final TagExpression ANY = TagExpression.of("*");

  private TargetSection() {}

  static Target read(Section section) {
    List<String> chosen = SELECTIONS.stream().filter(section::has).toList();
    boolean hasRoute = section.has("route");
    if (chosen.isEmpty() && !hasRoute) {
      section.require("all", "exactly one of route, " + String.join(", ", SELECTIONS));
    }
    for (String second : chosen.subList(Math.min(1, chosen.size()), chosen.size())) {
      section.reject(second, "nothing beside " + chosen.get(0));
    }
    if (hasRoute && chosen.contains("all")) {
      section.reject("route", "nothing beside all");
    }
    Optional<String> route =
        hasRoute
            ? Optional.of(
                section.text("route", path -> path.startsWith("/"), "a path, as in \"/chat\""))
            : Optional.empty();
    Target target =
        new Target(
            chosen.isEmpty() ? Target.Everyone.INSTANCE : selection(section, chosen.get(0)),
            route,
            new LinkedHashSet<>(section.has("exclude") ? ids(section, "exclude") : List.of()));
    section.rejectUnknownKeys();
    return target;
  }

  private static Selection selection(Section section, String word) {
    return switch (word) {
      case "tag", "tags" -> labelled(section, word, Label.Kind.TAG);
      case "group", "groups" -> labelled(section, word, Label.Kind.GROUP);
      case "user", "users" -> labelled(section, word, Label.Kind.USER);
      case "listener" -> new Target.OnListener(section.text(word, name -> true, "a name"));
      case "tag-expression" ->
          new Target.Matching(section.parsed(word, "a tag expression", TagExpression::of, ANY));
      case "connection", "connections" -> new Target.Listed(ids(section, word));
      default -> everyone(section, word);
    };
  }

  private static Selection everyone(Section section, String word) {
    section.text(word, "true"::equals, "true");
    return Target.Everyone.INSTANCE;
  }

  private static Selection labelled(Section section, String word, Label.Kind kind) {
    return Target.labelled(kind, texts(section, word, name -> true, "names")).selection();
  }

  private static List<ConnectionId> ids(Section section, String word) {
    List<ConnectionId> ids = new ArrayList<>();
    for (String text : texts(section, word, id -> ConnectionId.parse(id).isPresent(), IDS)) {
      ConnectionId.parse(text).ifPresent(ids::add);
    }
    return ids;
  }

  /** One under the word itself, several under its plural. */
  private static List<String> texts(
      Section section, String word, Predicate<String> rule, String expectation) {
    return word.endsWith("s") || word.equals("exclude")
        ? section.texts(word, rule, expectation)
        : List.of(section.text(word, rule, "one of " + expectation));
  }
}
