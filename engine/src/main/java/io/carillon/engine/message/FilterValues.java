package io.carillon.engine.message;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a notification says of itself, for filters to look at: canonical texts. */
public sealed interface FilterValues {

  /** Whether all filters let it pass; a filter passes no value that is missing. */
  boolean pass(Map<String, Set<String>> filters);

  /** One value that stands for every key. */
  record Single(String value) implements FilterValues {
    public Single {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean pass(Map<String, Set<String>> filters) {
      return filters.values().stream().allMatch(texts -> texts.contains(value));
    }
  }

  /** A value for each key that is there; may be empty. */
  record ByKey(Map<String, String> values) implements FilterValues {
    public ByKey {
      values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    @Override
    public boolean pass(Map<String, Set<String>> filters) {
      return filters.entrySet().stream()
          .allMatch(
              filter -> {
                String value = values.get(filter.getKey());
                return value != null && filter.getValue().contains(value);
              });
    }
  }
}
