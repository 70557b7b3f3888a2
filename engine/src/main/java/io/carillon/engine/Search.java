package io.carillon.engine;

import io.carillon.engine.node.Node;
import io.carillon.engine.node.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** A question to the one node that has a connection, whichever that is. Used once. */
final class Search<A> {
  private final List<Node> others;
  private final Function<Node, CompletionStage<A>> there;
  private final Supplier<CompletionStage<A>> here;
  private final A ifAbsent;
  private final Set<Integer> missing = ConcurrentHashMap.newKeySet();

  /** At most one of each node. */
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /**
   * Among these nodes.
   *
   * @param ifAbsent what a node answers that does not have the connection
   */
  Search(
      Roster roster,
      int self,
      Function<Node, CompletionStage<A>> there,
      Supplier<CompletionStage<A>> here,
      A ifAbsent) {
    this.others = roster.others(self);
    this.there = there;
    this.here = here;
    this.ifAbsent = ifAbsent;
    this.missing.addAll(roster.lost().keySet());
  }

  /**
   * The answer of the node that has it. If none has it, but some could not be asked, it fails with
   * {@link NodesMissingException}.
   *
   * @param home where it is most likely to be: asked first
   */
  CompletionStage<A> answer(OptionalInt home) {
    Optional<Node> first =
        others.stream().filter(node -> home.equals(OptionalInt.of(node.number()))).findFirst();
    List<Node> rest = new ArrayList<>(others);
    first.ifPresent(rest::remove);
    return first
        .map(this::ask)
        .orElse(done(ifAbsent))
        .thenCompose(answer -> isAbsent(answer) ? here.get() : done(answer))
        .thenCompose(answer -> isAbsent(answer) ? ask(rest) : done(answer))
        .thenApply(this::ifCertain);
  }

  private CompletionStage<A> ask(Node node) {
    return there
        .apply(node)
        .exceptionally(
            failure -> {
              missing.add(node.number());
              failures.add(failure);
              return ifAbsent;
            });
  }

  private CompletionStage<A> ask(List<Node> nodes) {
    CompletionStage<A> all = done(ifAbsent);
    for (Node node : nodes) {
      all = all.thenCombine(ask(node), (one, other) -> isAbsent(one) ? other : one);
    }
    return all;
  }

  private A ifCertain(A answer) {
    if (isAbsent(answer) && !missing.isEmpty()) {
      NodesMissingException unknown = new NodesMissingException(missing);
      failures.forEach(unknown::addSuppressed);
      throw unknown;
    }
    return answer;
  }

  private boolean isAbsent(A answer) {
    return answer.equals(ifAbsent);
  }

  private CompletionStage<A> done(A answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
