package io.carillon.engine.message;

import java.util.Optional;

/**
 * The name of one broadcast, under which its receipt is kept: 32 lowercase hex characters, the
 * first eight of which are the node it lives on.
 *
 * <p>Random, so that knowing one does not help to guess another.
 */
public record BroadcastId(long high, long low) implements Comparable<BroadcastId> {

  /** A new id on the given node. */
  public static BroadcastId random(int node) {
    NodeScopedId id = NodeScopedId.random(node);
    return new BroadcastId(id.high(), id.low());
  }

  /** Reads what {@link #toString} wrote; empty for anything else. */
  public static Optional<BroadcastId> parse(String hex) {
    return NodeScopedId.parse(hex).map(id -> new BroadcastId(id.high(), id.low()));
  }

  /** The node that this id carries. */
  public int node() {
    return new NodeScopedId(high, low).node();
  }

  @Override
  public int compareTo(BroadcastId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return new NodeScopedId(high, low).hex();
  }
}
