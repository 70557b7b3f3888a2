package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Traffic;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Asks the registry, and connections through it: those of this node, and in a cluster those of the
 * others. Thread-safe; answers complete on the actor system's dispatcher, or fail after {@link
 * #TIMEOUT}.
 */
final class Questions {
  /**
   * Time for an answer that waits for no connection; if it passes, the node is overloaded beyond
   * use.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final ActorRef<Registry.Command> registry;
  private final Peers peers;
  private final Answers answers;

  /**
   * Asks on this node and through its peers.
   *
   * @param answers gets what this node can be asked by others
   */
  Questions(
      ActorSystem<?> system, ActorRef<Registry.Command> registry, Peers peers, Answers answers) {
    this.system = system;
    this.registry = registry;
    this.peers = peers;
    this.answers = answers;
    Commands.ALL.forEach(this::answer);
  }

  /** What is said to other nodes, and by them. */
  Traffic traffic() {
    return peers.traffic();
  }

  /** Where answers complete. */
  Executor executor() {
    return system.executionContext();
  }

  /** A question that this node answers so, and asks all others too. */
  <Q, A> Everywhere<Q, A> everywhere(
      Question<Q, A> question, Function<Q, CompletionStage<A>> here) {
    answers.on(question, here);
    return new Everywhere<>(peers, question, here);
  }

  /** A question of others that this node answers so. */
  <Q, A> void answer(Question<Q, A> question, Function<Q, CompletionStage<A>> here) {
    answers.on(question, here);
  }

  /** Asks this node's registry. */
  <T> CompletionStage<T> ask(Function<ActorRef<T>, Registry.Command> question) {
    CompletionStage<T> answer =
        AskPattern.ask(registry, question::apply, TIMEOUT, system.scheduler());
    return answer.thenApplyAsync(Function.identity(), executor());
  }

  /** Says something without arguments to a connection. */
  <A> CompletionStage<A> command(ConnectionId id, Command<Done, A> command) {
    return command(id, command, Done.getInstance());
  }

  /**
   * Says something to a connection, wherever it is. The node that its id carries is asked first,
   * then, since it may have been renamed, all others.
   */
  <Q, A> CompletionStage<A> command(ConnectionId id, Command<Q, A> command, Q arguments) {
    Command.Addressed<Q> addressed = new Command.Addressed<>(id, arguments);
    return ownerOrHere(
        id, command.question(), addressed, to -> commandHere(command, to), command.ifAbsent());
  }

  /**
   * Asks where a connection is most likely to be, and where it is not, everywhere else.
   *
   * @param ifAbsent what a node answers that does not have the connection
   */
  <Q, A> CompletionStage<A> ownerOrHere(
      ConnectionId id,
      Question<Q, A> question,
      Q arguments,
      Function<Q, CompletionStage<A>> here,
      A ifAbsent) {
    List<Node> others = new ArrayList<>(peers.others());
    Optional<Node> home =
        id.node().stream().boxed().flatMap(node -> peers.other(node).stream()).findFirst();
    CompletionStage<A> first;
    if (home.isPresent()) {
      others.remove(home.get());
      first =
          peers
              .ask(home.get(), question, arguments)
              .thenCompose(
                  answer -> answer.equals(ifAbsent) ? here.apply(arguments) : done(answer));
    } else {
      first = here.apply(arguments);
    }
    return first.thenCompose(
        answer ->
            others.isEmpty() || !answer.equals(ifAbsent)
                ? done(answer)
                : anyOf(others, question, arguments, ifAbsent));
  }

  /** Those of this node that match now. */
  CompletionStage<Members> members(Target.Selection selection, Optional<String> route) {
    CompletionStage<Found> found =
        ask(replyTo -> new Registry.Resolve(0, selection, route, replyTo));
    return found.thenApply(Found::members);
  }

  private <Q, A> void answer(Command<Q, A> command) {
    answers.on(command.question(), addressed -> commandHere(command, addressed));
  }

  private <Q, A> CompletionStage<A> commandHere(
      Command<Q, A> command, Command.Addressed<Q> addressed) {
    return ask(
        replyTo ->
            new Registry.Forward(
                addressed.id(),
                command.make().apply(addressed.arguments(), replyTo),
                () -> replyTo.tell(command.ifAbsent())));
  }

  /** The one answer that is not {@code ifAbsent}; a node that fails does not have it either. */
  private <Q, A> CompletionStage<A> anyOf(
      List<Node> nodes, Question<Q, A> question, Q arguments, A ifAbsent) {
    CompletionStage<A> all = done(ifAbsent);
    for (Node node : nodes) {
      CompletionStage<A> answer =
          peers.ask(node, question, arguments).exceptionally(failure -> ifAbsent);
      all = all.thenCombine(answer, (one, other) -> one.equals(ifAbsent) ? other : one);
    }
    return all;
  }

  private static <A> CompletionStage<A> done(A answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
