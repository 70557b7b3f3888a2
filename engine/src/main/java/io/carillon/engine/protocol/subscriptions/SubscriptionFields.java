package io.carillon.engine.protocol.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes subscriptions and notifications out of frames that fit their schema. */
final class SubscriptionFields {
  private SubscriptionFields() {}

  /**
   * One of {@code subscriptions}: {@code true} lets everything pass and is no filter; a list lets
   * its members pass, anything else itself.
   */
  static Subscription subscription(JsonNode node) {
    Map<String, Set<String>> filters = new HashMap<>();
    values(node)
        .properties()
        .forEach(
            filter -> {
              if (!isEverything(filter.getValue())) {
                filters.put(filter.getKey(), texts(filter.getValue()));
              }
            });
    return new Subscription(node.get("package").textValue(), node.get("page").textValue(), filters);
  }

  /** A {@code notification}; a value that is neither text, number nor boolean counts as missing. */
  static Target.Subscribed notification(JsonNode node) {
    JsonNode values = values(node);
    Optional<FilterValues> single = CanonicalText.of(values).map(FilterValues.Single::new);
    Map<String, String> byKey = new HashMap<>();
    values
        .properties()
        .forEach(
            value ->
                CanonicalText.of(value.getValue())
                    .ifPresent(text -> byKey.put(value.getKey(), text)));
    return new Target.Subscribed(
        node.get("package").textValue(),
        node.get("page").textValue(),
        single.orElseGet(() -> new FilterValues.ByKey(byKey)));
  }

  /** How many keys and values the filters of a subscription or notification have. */
  static int filterValues(JsonNode node) {
    int count = 0;
    for (JsonNode value : values(node)) {
      count += 1 + value.size();
    }
    return count;
  }

  private static JsonNode values(JsonNode node) {
    return node.path("filters").path("values");
  }

  private static boolean isEverything(JsonNode filter) {
    return filter.isBoolean() && filter.booleanValue();
  }

  private static Set<String> texts(JsonNode filter) {
    Set<String> texts = new HashSet<>();
    if (filter.isArray()) {
      filter.forEach(member -> CanonicalText.of(member).ifPresent(texts::add));
    } else {
      CanonicalText.of(filter).ifPresent(texts::add);
    }
    return texts;
  }
}
