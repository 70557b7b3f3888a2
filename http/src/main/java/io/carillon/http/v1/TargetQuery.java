package io.carillon.http.v1;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Target.Selection;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a target from a query: at most one of {@code tag}, {@code tagExpression}, {@code group} and
 * {@code user}, narrowed by {@code route}; everybody if nothing was sent. What is sent empty is not
 * sent.
 */
final class TargetQuery {
  private static final List<String> SELECTIONS = List.of("tag", "tagExpression", "group", "user");

  private TargetQuery() {}

  static Target read(Query query) {
    query.allowOnly(Set.of("tag", "tagExpression", "group", "user", "route"));
    List<String> chosen = SELECTIONS.stream().filter(name -> query.text(name).isPresent()).toList();
    if (chosen.size() > 1) {
      throw Refusal.badRequest(
          chosen.get(1),
          "expected at most one of "
              + String.join(", ", SELECTIONS)
              + ", were "
              + String.join(" and ", chosen));
    }
    return new Target(selection(query), query.text("route"), Set.of());
  }

  private static Selection selection(Query query) {
    return holding(query, "tag", Label.Kind.TAG)
        .or(() -> holding(query, "group", Label.Kind.GROUP))
        .or(() -> holding(query, "user", Label.Kind.USER))
        .or(() -> query.text("tagExpression").map(TargetQuery::matching))
        .orElse(Target.Everyone.INSTANCE);
  }

  private static Optional<Selection> holding(Query query, String name, Label.Kind kind) {
    return query.text(name).map(value -> Target.labelled(kind, List.of(value)).selection());
  }

  private static Selection matching(String text) {
    try {
      return new Target.Matching(TagExpression.of(text));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("tagExpression", "tagExpression: " + e.getMessage());
    }
  }
}
