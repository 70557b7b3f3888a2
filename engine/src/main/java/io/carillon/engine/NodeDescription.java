package io.carillon.engine;

import io.carillon.engine.node.Node;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Roster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a node.
 *
 * @param name as receipts name it
 * @param here whether it is the one that was asked
 * @param present false if it belongs to the cluster and cannot be reached, or if it is the one that
 *     was asked and in no cluster, though it is meant to be
 * @param address host and port at which other nodes reach it; empty without a cluster
 * @param connections how many it has; empty if it did not say so in time
 */
public record NodeDescription(
    String name,
    boolean here,
    boolean present,
    Optional<String> address,
    Optional<Integer> connections) {

  static List<NodeDescription> of(Peers peers, Gathered<Integer> counts) {
    Roster roster = peers.roster();
    Map<Integer, Node> known = new HashMap<>(roster.present());
    known.putAll(roster.lost());
    List<NodeDescription> nodes = new ArrayList<>();
    if (!known.containsKey(peers.self())) {
      nodes.add(of(peers.self(), Optional.empty(), true, true, counts));
    }
    known.forEach(
        (number, node) ->
            nodes.add(
                of(
                    number,
                    node.address(),
                    number == peers.self(),
                    roster.present().containsKey(number),
                    counts)));
    nodes.sort(Comparator.comparing(NodeDescription::name));
    return List.copyOf(nodes);
  }

  private static NodeDescription of(
      int number,
      Optional<String> address,
      boolean here,
      boolean present,
      Gathered<Integer> counts) {
    String name = Node.name(number);
    return new NodeDescription(
        name, here, present, address, Optional.ofNullable(counts.parts().get(name)));
  }
}
