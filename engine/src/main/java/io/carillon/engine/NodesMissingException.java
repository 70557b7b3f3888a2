package io.carillon.engine;

import io.carillon.engine.node.Node;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fails what was said to a connection that no node has, while some nodes could not be asked: it may
 * be on one of them, and if such a node was told and did not answer, it may be done.
 */
public final class NodesMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names who could not be asked.
   *
   * @param nodes their numbers
   */
  NodesMissingException(Set<Integer> nodes) {
    super("the connection may be on a node that does not answer: " + names(nodes));
  }

  private static String names(Set<Integer> nodes) {
    SortedSet<String> names =
        nodes.stream().map(Node::name).collect(Collectors.toCollection(TreeSet::new));
    return String.join(", ", names);
  }
}
