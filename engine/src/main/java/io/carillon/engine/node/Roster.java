package io.carillon.engine.node;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** All that can be reached but this one. */
  public List<Node> others(int self) {
    return present.values().stream().filter(node -> node.number() != self).toList();
  }

  /**
   * The present node that a name is entrusted to: the same one for all who see the same nodes. When
   * a node comes or goes, only the names entrusted to it move (rendezvous hashing).
   */
  public Optional<Node> responsibleFor(String name) {
    return present.values().stream()
        .max(Comparator.comparingLong(node -> weight(name, node.number())));
  }

  /** Never two the same for one name: each step of splitmix64 can be undone. */
  private static long weight(String name, int node) {
    long mixed = ((long) name.hashCode() << Integer.SIZE) | Integer.toUnsignedLong(node);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
