package io.carillon.engine.message;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The name by which one connection is known at the moment.
 *
 * <p>A connection begins with a generated name: 32 lowercase hex characters, the first eight of
 * which are the node it lives on; random, so that knowing one does not help to guess another. It
 * may be renamed to any text of 1 to {@link #MAX_LENGTH} characters without control characters. The
 * connection itself stays the same: what is known of it moves with it, and nobody answers to the
 * old name.
 */
public record ConnectionId(String text) implements Comparable<ConnectionId> {
  /** Enough for any user name or URI, too little to store things in. */
  public static final int MAX_LENGTH = 128;

  /**
   * Takes a name.
   *
   * @throws IllegalArgumentException if the text cannot be one
   */
  public ConnectionId {
    Objects.requireNonNull(text, "text");
    if (!isName(text)) {
      throw new IllegalArgumentException(
          "a connection id must be 1 to " + MAX_LENGTH + " characters without control characters");
    }
  }

  /** A new name on the given node. */
  public static ConnectionId random(int node) {
    return new ConnectionId(NodeScopedId.random(node).hex());
  }

  /** The connection id that a text is; empty if it can be none. */
  public static Optional<ConnectionId> parse(String text) {
    return isName(text) ? Optional.of(new ConnectionId(text)) : Optional.empty();
  }

  /**
   * The node that a generated name carries; empty if it does not look like one. A connection may
   * have been renamed to what looks like one, so this is where to ask first, not where it is.
   */
  public OptionalInt node() {
    return NodeScopedId.parse(text)
        .map(id -> OptionalInt.of(id.node()))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  public int compareTo(ConnectionId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && text.codePoints().noneMatch(ConnectionId::isRefused);
  }

  /** Control characters forge logs; halves of surrogate pairs cannot be written as UTF-8. */
  private static boolean isRefused(int character) {
    return Character.isISOControl(character)
        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
