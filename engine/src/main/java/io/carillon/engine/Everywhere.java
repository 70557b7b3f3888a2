package io.carillon.engine;

import io.carillon.engine.node.Node;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Roster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A question that is put to all nodes at once. This one answers it directly; another that fails or
 * is late is missing from what was gathered.
 */
final class Everywhere<Q, A> {
  private final Peers peers;
  private final Question<Q, A> question;
  private final Function<Q, CompletionStage<A>> here;

  Everywhere(Peers peers, Question<Q, A> question, Function<Q, CompletionStage<A>> here) {
    this.peers = peers;
    this.question = question;
    this.here = here;
  }

  /** Fails only if this node does. */
  CompletionStage<Gathered<A>> gather(Q arguments) {
    Roster roster = peers.roster();
    Set<Integer> missing = new HashSet<>(roster.lost().keySet());
    Map<Integer, CompletableFuture<Optional<A>>> asked = new HashMap<>();
    for (Node node : roster.others(peers.self())) {
      asked.put(
          node.number(),
          peers
              .ask(node, question, arguments)
              .handle((answer, failure) -> Optional.ofNullable(answer))
              .toCompletableFuture());
    }
    CompletableFuture<Void> others =
        CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
    return here.apply(arguments).thenCombine(others, (own, done) -> gathered(own, asked, missing));
  }

  private Gathered<A> gathered(
      A own, Map<Integer, CompletableFuture<Optional<A>>> asked, Set<Integer> missing) {
    Map<Integer, A> parts = new HashMap<>();
    parts.put(peers.self(), own);
    asked.forEach(
        (node, answer) ->
            answer.join().ifPresentOrElse(part -> parts.put(node, part), () -> missing.add(node)));
    return Gathered.of(parts, missing);
  }
}
