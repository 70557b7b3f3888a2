package io.carillon.engine.message;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a broadcast is aimed at: a selection, optionally only within one route, less some
 * connections.
 *
 * <p>A connection that matches in several ways is targeted once. Unknown routes, labels and ids
 * match nothing; that is no error.
 *
 * @param route keep only connections on exactly this route; empty for all routes
 * @param exclude connections to leave out
 */
public record Target(Selection selection, Optional<String> route, Set<ConnectionId> exclude) {

  /** Which connections, before {@code route} and {@code exclude} narrow them. */
  public sealed interface Selection {}

  /** Every open connection. */
  public enum Everyone implements Selection {
    INSTANCE
  }

  /**
   * Every open connection that one of these listeners accepted.
   *
   * @param listeners their names
   * @param besides names of protocols whose routes are left out: their clients expect messages of
   *     their own only
   */
  public record OnListener(Set<String> listeners, Set<String> besides) implements Selection {
    public OnListener {
      listeners = Set.copyOf(listeners);
      besides = Set.copyOf(besides);
    }

    public OnListener(String listener) {
      this(Set.of(listener), Set.of());
    }
  }

  /** Connections that have at least one of the labels. */
  public record Holding(List<Label> labels) implements Selection {
    public Holding {
      labels = List.copyOf(labels);
    }
  }

  /** Connections whose tags make an expression true. */
  public record Matching(TagExpression expression) implements Selection {
    public Matching {
      Objects.requireNonNull(expression, "expression");
    }
  }

  /** Exactly these connections; an empty list is nobody. */
  public record Listed(List<ConnectionId> ids) implements Selection {
    public Listed {
      ids = List.copyOf(ids);
    }
  }

  /** Connections with a subscription that matches a notification of this page. */
  public record Subscribed(String packageName, String page, FilterValues values)
      implements Selection {
    public Subscribed {
      Objects.requireNonNull(packageName, "packageName");
      Objects.requireNonNull(page, "page");
      Objects.requireNonNull(values, "values");
    }
  }

  public Target {
    Objects.requireNonNull(selection, "selection");
    Objects.requireNonNull(route, "route");
    exclude = Set.copyOf(exclude);
  }

  public static Target all() {
    return of(Everyone.INSTANCE);
  }

  public static Target route(String route) {
    return all().within(route);
  }

  public static Target listener(String name) {
    return of(new OnListener(name));
  }

  public static Target tag(String... tags) {
    return labelled(Label.Kind.TAG, List.of(tags));
  }

  public static Target group(String... groups) {
    return labelled(Label.Kind.GROUP, List.of(groups));
  }

  public static Target user(String... users) {
    return labelled(Label.Kind.USER, List.of(users));
  }

  /** Connections that have at least one label of this kind and one of these names. */
  public static Target labelled(Label.Kind kind, List<String> names) {
    return of(new Holding(names.stream().map(name -> new Label(kind, name)).toList()));
  }

  /**
   * Connections whose tags make an expression true, as in {@code vip & !banned}.
   *
   * @throws IllegalArgumentException if it is no {@link TagExpression}
   */
  public static Target tagExpression(String expression) {
    return of(new Matching(TagExpression.of(expression)));
  }

  public static Target connection(ConnectionId... ids) {
    return of(new Listed(List.of(ids)));
  }

  public static Target of(Selection selection) {
    return new Target(selection, Optional.empty(), Set.of());
  }

  /** The same, only on this route. */
  public Target within(String onlyRoute) {
    return new Target(selection, Optional.of(onlyRoute), exclude);
  }

  /** The same, without these connections either. */
  public Target excluding(Set<ConnectionId> without) {
    Set<ConnectionId> all = new HashSet<>(exclude);
    all.addAll(without);
    return new Target(selection, route, all);
  }
}
