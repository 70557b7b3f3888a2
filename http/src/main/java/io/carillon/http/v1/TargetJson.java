package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Target.Selection;
import io.carillon.http.endpoint.Answer;
import java.util.List;
import java.util.Locale;

/** Writes a target as {@link TargetFields} reads it, several of a kind always by the plural. */
final class TargetJson {
  private TargetJson() {}

  static ObjectNode of(Target target) {
    ObjectNode json = Answer.object();
    addSelection(json, target);
    target.route().ifPresent(route -> json.put("route", route));
    if (!target.exclude().isEmpty()) {
      json.set("exclude", Answer.array(target.exclude().stream().sorted().toList()));
    }
    return json;
  }

  /** Whoever a request cannot name, no job is aimed at. */
  private static void addSelection(ObjectNode json, Target target) {
    Selection selection = target.selection();
    if (selection instanceof Target.Holding holding) {
      addLabels(json, holding.labels());
    } else if (selection instanceof Target.Matching matching) {
      json.put("tagExpression", matching.expression().toString());
    } else if (selection instanceof Target.OnListener on) {
      on.listeners().forEach(name -> json.put("listener", name)); // requests name one
    } else if (selection instanceof Target.Listed listed) {
      json.set("connections", Answer.array(listed.ids()));
    } else if (target.route().isEmpty()) {
      json.put("all", true);
    }
  }

  private static void addLabels(ObjectNode json, List<Label> labels) {
    String kind = labels.isEmpty() ? "tag" : labels.get(0).kind().name().toLowerCase(Locale.ROOT);
    json.set(kind + "s", Answer.array(labels.stream().map(Label::name).toList()));
  }
}
