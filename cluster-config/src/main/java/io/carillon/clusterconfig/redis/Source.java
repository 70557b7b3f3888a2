package io.carillon.clusterconfig.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of Redis that a row of the configuration speaks of: one, those that fit a {@link
 * Template}, or those that a pattern of Redis takes. Immutable.
 */
public final class Source {
  /** Under this name a target can say which channel it was, whatever the source. */
  public static final String CHANNEL = "channel";

  private final String text;
  private final Glob glob;
  private final Optional<Template> template;

  private Source(String text, Glob glob, Optional<Template> template) {
    this.text = text;
    this.glob = glob;
    this.template = template;
  }

  /** The channels that fit a template; one without placeholders is that channel alone. */
  public static Source channel(Template template) {
    return new Source(template.toString(), template.toGlob(), Optional.of(template));
  }

  /** The channels that a pattern of Redis takes. */
  public static Source pattern(String pattern) {
    return new Source(pattern, Glob.of(pattern), Optional.empty());
  }

  /** Whether it takes more than one subscription by name can give. */
  boolean isPattern() {
    return template.map(each -> !each.names().isEmpty()).orElse(true);
  }

  /** What to subscribe to. */
  String subscription() {
    return isPattern() ? glob.toString() : text;
  }

  /** Whether a target may use this name. */
  public boolean gives(String name) {
    return name.equals(CHANNEL) || template.map(each -> each.names().contains(name)).orElse(false);
  }

  /** What is known of a channel of this source; empty if it is none. */
  Optional<Map<String, String>> match(String channel) {
    Optional<Map<String, String>> values =
        template
            .map(each -> each.match(channel))
            .orElseGet(() -> glob.matches(channel) ? Optional.of(Map.of()) : Optional.empty());
    return values.map(
        found -> {
          Map<String, String> all = new HashMap<>(found);
          all.putIfAbsent(CHANNEL, channel);
          return all;
        });
  }

  /** Whether there may be a channel that both speak of. */
  public boolean overlaps(Source other) {
    return glob.overlaps(other.glob);
  }

  @Override
  public String toString() {
    return text;
  }
}
