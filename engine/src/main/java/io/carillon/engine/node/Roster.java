package io.carillon.engine.node;

import java.util.Map;
import java.util.Set;

/**
 * Who makes up the cluster at the moment, this node included.
 *
 * @param present nodes that can be reached, by number
 * @param lost numbers of nodes that belong to the cluster and cannot be reached: until they are
 *     removed from it, nobody knows what they do, so no count is complete without them
 */
public record Roster(Map<Integer, Node> present, Set<Integer> lost) {
  public static final Roster EMPTY = new Roster(Map.of(), Set.of());

  public Roster {
    present = Map.copyOf(present);
    lost = Set.copyOf(lost);
  }
}
