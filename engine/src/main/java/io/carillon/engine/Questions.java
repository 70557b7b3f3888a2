package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Traffic;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
    CompletionStage<Optional<A>> answer =
        search(id, command.question(), addressed, to -> commandHere(command, to), Optional.empty());
    return answer.thenApply(told -> told.orElse(command.ifAbsent()));
  }

  /**
   * Asks where a connection is most likely to be, and where it is not, everywhere else. If it is
   * nowhere, but a node could not be asked, it fails with {@link NodesMissingException}.
   *
   * @param ifAbsent what a node answers that does not have the connection
   */
  <Q, A> CompletionStage<A> search(
      ConnectionId id,
      Question<Q, A> question,
      Q arguments,
      Function<Q, CompletionStage<A>> here,
      A ifAbsent) {
    return new Search<>(
            peers.roster(),
            peers.self(),
            node -> peers.ask(node, question, arguments),
            () -> here.apply(arguments),
            ifAbsent)
        .answer(id.node());
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

  /** Empty if the connection is not on this node. */
  private <Q, A> CompletionStage<Optional<A>> commandHere(
      Command<Q, A> command, Command.Addressed<Q> addressed) {
    AtomicBoolean isAbsent = new AtomicBoolean();
    CompletionStage<A> answer =
        ask(
            replyTo ->
                new Registry.Forward(
                    addressed.id(),
                    command.make().apply(addressed.arguments(), replyTo),
                    () -> {
                      isAbsent.set(true);
                      replyTo.tell(command.ifAbsent());
                    }));
    return answer.thenApply(told -> isAbsent.get() ? Optional.empty() : Optional.of(told));
  }
}
