package io.carillon.engine.registry;

import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who subscribed to what, kept so that finding those who match a notification costs as much as
 * there are matches, however many subscriptions there are.
 *
 * <p>As large as the subscriptions it was given, which whoever reads them off a connection bounds.
 * Holders are compared by {@code equals}. What peers choose is the key of no map but one by text:
 * those stay fast if hashes collide. Not thread-safe.
 *
 * @param <M> who holds subscriptions
 */
public final class SubscriptionIndex<M> {
  private final Map<M, Set<Subscription>> held = new HashMap<>();
  private final Map<String, Map<String, PageSubscriptions<M>>> pages = new HashMap<>();

  /** Gives a holder these subscriptions in place of all it had; none forgets it. */
  public void replace(M holder, Collection<Subscription> subscriptions) {
    Set<Subscription> fresh = Set.copyOf(subscriptions);
    Set<Subscription> old = held.getOrDefault(holder, Set.of());
    for (Subscription each : old) {
      if (!fresh.contains(each) && each.canMatch()) {
        remove(holder, each);
      }
    }
    for (Subscription each : fresh) {
      if (!old.contains(each) && each.canMatch()) {
        add(holder, each);
      }
    }
    if (fresh.isEmpty()) {
      held.remove(holder);
    } else {
      held.put(holder, fresh);
    }
  }

  /** Whether it has any subscription. */
  public boolean holds(M holder) {
    return held.containsKey(holder);
  }

  /** All with a subscription that matches, each once. */
  public Set<M> matches(Target.Subscribed notification) {
    PageSubscriptions<M> page =
        pages.getOrDefault(notification.packageName(), Map.of()).get(notification.page());
    if (page == null) {
      return Set.of();
    }
    Set<M> found = new LinkedHashSet<>();
    page.collect(notification.values(), found);
    return found;
  }

  /** Whether nobody subscribed to anything, and nothing is left of what was. */
  public boolean isEmpty() {
    return held.isEmpty() && pages.isEmpty();
  }

  private void add(M holder, Subscription subscription) {
    pages
        .computeIfAbsent(subscription.packageName(), none -> new HashMap<>())
        .computeIfAbsent(subscription.page(), none -> new PageSubscriptions<>())
        .add(holder, subscription);
  }

  private void remove(M holder, Subscription subscription) {
    Map<String, PageSubscriptions<M>> ofPackage = pages.get(subscription.packageName());
    PageSubscriptions<M> page = ofPackage.get(subscription.page());
    page.remove(holder, subscription);
    if (page.isEmpty()) {
      ofPackage.remove(subscription.page());
      if (ofPackage.isEmpty()) {
        pages.remove(subscription.packageName());
      }
    }
  }
}
