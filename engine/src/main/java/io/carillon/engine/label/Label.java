package io.carillon.engine.label;

import java.util.Objects;

/**
 * A name that the server puts on connections, so that they can be found by it.
 *
 * <p>The kinds are apart: a group {@code a} is no tag {@code a}, and tag expressions see tags only.
 */
public record Label(Kind kind, String name) {

  /** What a label says. */
  public enum Kind {
    /** What a connection is, as in {@code premium}; it may hold several. */
    TAG,
    /** What a connection takes part in; it may be in several. */
    GROUP,
    /** Whose connection it is; it has one at most. */
    USER
  }

  public Label {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  public static Label tag(String name) {
    return new Label(Kind.TAG, name);
  }

  public static Label group(String name) {
    return new Label(Kind.GROUP, name);
  }

  public static Label user(String name) {
    return new Label(Kind.USER, name);
  }
}
