package io.carillon.http.v1;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Target.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code target}: exactly one of {@code all}, {@code listener}, {@code tag}, {@code tags},
 * {@code tagExpression}, {@code group}, {@code groups}, {@code user}, {@code users}, {@code
 * connection}, {@code connections}, or {@code route} alone. {@code route} also narrows the others
 * but {@code all}; {@code exclude} goes with any.
 *
 * <pre>{@code {"tags":["vip","beta"],"route":"/chat","exclude":["00000000a1..."]}}</pre>
 */
final class TargetFields {
  private static final List<String> SELECTIONS =
      List.of(
          "all",
          "listener",
          "tag",
          "tags",
          "tagExpression",
          "group",
          "groups",
          "user",
          "users",
          "connection",
          "connections");

  static final String ID_EXPECTATION =
      "an id of 1 to " + ConnectionId.MAX_LENGTH + " characters without control characters";

  private TargetFields() {}

  static Target read(Fields fields) {
    List<String> chosen = SELECTIONS.stream().filter(fields::has).toList();
    Optional<String> route = fields.text("route");
    String expectation = "expected exactly one of route, " + String.join(", ", SELECTIONS);
    if (chosen.size() > 1) {
      throw fields.bad(chosen.get(1), "not together with " + chosen.get(0) + ", " + expectation);
    }
    if (chosen.isEmpty() && route.isEmpty()) {
      throw fields.bad(expectation);
    }
    if (fields.has("all") && route.isPresent()) {
      throw fields.bad("route", "not together with all");
    }
    Selection selection = selection(fields);
    Target target = new Target(selection, route, exclude(fields));
    fields.rejectUnknown();
    return target;
  }

  private static Selection selection(Fields fields) {
    Optional<Selection> everyone = fields.flag("all").map(all -> everyone(fields, all));
    return everyone
        .or(() -> fields.text("listener").map(Target.OnListener::new))
        .or(() -> holding(fields, "tag", Label.Kind.TAG))
        .or(() -> holding(fields, "group", Label.Kind.GROUP))
        .or(() -> holding(fields, "user", Label.Kind.USER))
        .or(() -> fields.text("tagExpression").map(text -> matching(fields, text)))
        .or(() -> fields.text("connection").map(id -> one(fields, id)))
        .or(() -> fields.texts("connections").map(ids -> listed(fields, ids)))
        .orElse(Target.Everyone.INSTANCE);
  }

  private static Selection everyone(Fields fields, boolean all) {
    if (!all) {
      throw fields.bad("all", "expected true");
    }
    return Target.Everyone.INSTANCE;
  }

  /** One name under the word itself, or several under its plural. */
  private static Optional<Selection> holding(Fields fields, String word, Label.Kind kind) {
    return fields
        .text(word)
        .map(List::of)
        .or(() -> fields.texts(word + "s"))
        .map(names -> Target.labelled(kind, names).selection());
  }

  private static Selection matching(Fields fields, String text) {
    try {
      return new Target.Matching(TagExpression.of(text));
    } catch (IllegalArgumentException e) {
      throw fields.bad("tagExpression", e.getMessage());
    }
  }

  private static Selection one(Fields fields, String text) {
    return new Target.Listed(
        List.of(
            ConnectionId.parse(text)
                .orElseThrow(() -> fields.bad("connection", "expected " + ID_EXPECTATION))));
  }

  private static Selection listed(Fields fields, List<String> texts) {
    return new Target.Listed(List.copyOf(ids(fields, "connections", texts)));
  }

  private static Set<ConnectionId> exclude(Fields fields) {
    return ids(fields, "exclude", fields.texts("exclude").orElse(List.of()));
  }

  /** The ids in a list, under the word by which it was sent. */
  static Set<ConnectionId> ids(Fields fields, String name, List<String> texts) {
    Set<ConnectionId> ids = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      int index = i;
      ids.add(
          ConnectionId.parse(texts.get(i))
              .orElseThrow(() -> fields.bad(name, index, "expected " + ID_EXPECTATION)));
    }
    return ids;
  }
}
