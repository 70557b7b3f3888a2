package io.carillon.engine.node;

import java.util.Map;

/**
 * Who makes up the cluster at the moment, this node included.
 *
 * @param present nodes that can be reached, by number
 * @param lost nodes that belong to the cluster and cannot be reached, by number: until they are
 *     removed from it, nobody knows what they do, so no count is complete without them
 */
public record Roster(Map<Integer, Node> present, Map<Integer, Node> lost) {
  public static final Roster EMPTY = new Roster(Map.of(), Map.of());

  public Roster {
    present = Map.copyOf(present);
    lost = Map.copyOf(lost);
  }
}
