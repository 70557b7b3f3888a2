package io.carillon.engine.message;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a connection wants to hear of: the notifications of one page of one package whose filter
 * values pass all of its filters.
 *
 * @param filters the texts that pass, by key. A key that lets everything pass is not in it; one
 *     without a text lets nothing pass.
 */
public record Subscription(String packageName, String page, Map<String, Set<String>> filters) {

  public Subscription {
    Objects.requireNonNull(packageName, "packageName");
    Objects.requireNonNull(page, "page");
    // Peers choose these texts: of the JDK's sets and maps, only these stay fast if hashes collide.
    Map<String, Set<String>> copy = new HashMap<>();
    filters.forEach(
        (key, texts) -> copy.put(key, Collections.unmodifiableSet(new HashSet<>(texts))));
    filters = Collections.unmodifiableMap(copy);
  }

  /** Whether any notification could be one of those: each filter lets something pass. */
  public boolean canMatch() {
    return filters.values().stream().noneMatch(Set::isEmpty);
  }

  /** Whether a notification is one of those. */
  public boolean matches(Target.Subscribed notification) {
    return packageName.equals(notification.packageName())
        && page.equals(notification.page())
        && notification.values().pass(filters);
  }
}
