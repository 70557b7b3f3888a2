package io.carillon.clusterconfig.redis;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a row of the configuration says of connections: a kind of target and a template for its one
 * name. Read one way it makes a target of what a channel's name holds, read the other way it says
 * what a target holds. Immutable.
 */
public final class Address {

  /** Which kind of target. */
  public enum Kind {
    /** Every connection. */
    ALL,
    ROUTE,
    TAG,
    GROUP,
    USER,
    /** The clients of the analytics socket. */
    ANALYTICS,
    /** Those who subscribed by JSON. */
    SUBSCRIPTIONS;

    /** Whether the kind needs a name to be one target. */
    public boolean isNamed() {
      return this == ROUTE || this == TAG || this == GROUP || this == USER;
    }
  }

  private final Kind kind;
  private final Optional<Template> name;

  private Address(Kind kind, Optional<Template> name) {
    this.kind = kind;
    this.name = name;
  }

  /** A kind that needs no name. */
  public static Address of(Kind kind) {
    return new Address(kind, Optional.empty());
  }

  /** A kind whose name is made by a template. */
  public static Address of(Kind kind, Template name) {
    return new Address(kind, Optional.of(name));
  }

  public Kind kind() {
    return kind;
  }

  /** The placeholders of its name. */
  public List<String> names() {
    return name.map(Template::names).orElse(List.of());
  }

  /** The destination that these values make. */
  Destination fill(Map<String, String> values) {
    String filled = name.map(template -> template.fill(values)).orElse("");
    return switch (kind) {
      case ALL -> new Destination.Connections(Target.all());
      case ROUTE -> new Destination.Connections(Target.route(filled));
      case TAG -> new Destination.Connections(Target.tag(filled));
      case GROUP -> new Destination.Connections(Target.group(filled));
      case USER -> new Destination.Connections(Target.user(filled));
      case ANALYTICS -> Destination.AnalyticsClients.INSTANCE;
      case SUBSCRIPTIONS -> Destination.Subscribers.INSTANCE;
    };
  }

  /**
   * What the placeholders stand for in a target of exactly this kind: everybody, one whole route,
   * or one label anywhere. Empty for any other target.
   */
  Optional<Map<String, String>> match(Target target) {
    return switch (kind) {
      case ALL -> isEveryone(target) && target.route().isEmpty() ? some() : Optional.empty();
      case ROUTE -> isEveryone(target) ? target.route().flatMap(this::read) : Optional.empty();
      case TAG -> label(target, Label.Kind.TAG);
      case GROUP -> label(target, Label.Kind.GROUP);
      case USER -> label(target, Label.Kind.USER);
      case ANALYTICS, SUBSCRIPTIONS -> Optional.empty();
    };
  }

  private static Optional<Map<String, String>> some() {
    return Optional.of(Map.of());
  }

  private static boolean isEveryone(Target target) {
    return target.selection() == Target.Everyone.INSTANCE;
  }

  private Optional<Map<String, String>> label(Target target, Label.Kind labelKind) {
    if (target.route().isEmpty()
        && target.selection() instanceof Target.Holding holding
        && holding.labels().size() == 1
        && holding.labels().get(0).kind() == labelKind) {
      return read(holding.labels().get(0).name());
    }
    return Optional.empty();
  }

  private Optional<Map<String, String>> read(String text) {
    return name.flatMap(template -> template.match(text));
  }
}
