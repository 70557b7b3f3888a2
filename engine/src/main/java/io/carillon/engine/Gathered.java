package io.carillon.engine;

import io.carillon.engine.node.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What all nodes said to one question.
 *
 * @param parts what each node said, by the node's name; a node alone is the only one in it
 * @param missing names of nodes that belong to the cluster and did not answer in time: what they
 *     would have said is not in the parts
 */
public record Gathered<A>(SortedMap<String, A> parts, SortedSet<String> missing) {
  public Gathered {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
  }

  static <A> Gathered<A> of(Map<Integer, A> parts, Collection<Integer> missing) {
    SortedMap<String, A> byName = new TreeMap<>();
    parts.forEach((node, part) -> byName.put(Node.name(node), part));
    SortedSet<String> names = new TreeSet<>();
    missing.forEach(node -> names.add(Node.name(node)));
    return new Gathered<>(byName, names);
  }

  /** What nobody needed to be asked for: no parts, and nobody missing. */
  public static <A> Gathered<A> none() {
    return new Gathered<>(new TreeMap<>(), new TreeSet<>());
  }

  /** Whether every node of the cluster answered. */
  public boolean complete() {
    return missing.isEmpty();
  }

  /** The same, with each part turned into something else. */
  public <B> Gathered<B> map(Function<A, B> each) {
    SortedMap<String, B> mapped = new TreeMap<>();
    parts.forEach((node, part) -> mapped.put(node, each.apply(part)));
    return new Gathered<>(mapped, missing);
  }

  /** The counts of all nodes together. */
  public static int sum(Gathered<Integer> counts) {
    return counts.parts().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** All, each as often as it occurs. */
  public static <T> List<T> concat(Gathered<List<T>> lists) {
    return lists.parts().values().stream().flatMap(List::stream).toList();
  }

  /** All, each once. */
  public static <T> List<T> union(Gathered<List<T>> lists) {
    return lists.parts().values().stream().flatMap(List::stream).distinct().toList();
  }
}
