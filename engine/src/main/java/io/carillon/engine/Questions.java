package io.carillon.engine;

import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Asks the registry, and connections through it. Thread-safe; answers complete on the actor
 * system's dispatcher, or fail after {@link #TIMEOUT}.
 */
final class Questions {
  /**
   * Time for an answer that waits for no connection; if it passes, the node is overloaded beyond
   * use.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final ActorRef<Registry.Command> registry;

  Questions(ActorSystem<?> system, ActorRef<Registry.Command> registry) {
    this.system = system;
    this.registry = registry;
  }

  /** Where answers complete. */
  Executor executor() {
    return system.executionContext();
  }

  <T> CompletionStage<T> ask(Function<ActorRef<T>, Registry.Command> question) {
    CompletionStage<T> answer =
        AskPattern.ask(registry, question::apply, TIMEOUT, system.scheduler());
    return answer.thenApplyAsync(Function.identity(), executor());
  }

  /** Asks one connection; {@code ifAbsent} is the answer where there is none. */
  <T> CompletionStage<T> askConnection(
      ConnectionId id, Function<ActorRef<T>, ConnectionCommand> question, T ifAbsent) {
    return ask(
        replyTo -> new Registry.Forward(id, question.apply(replyTo), () -> replyTo.tell(ifAbsent)));
  }

  /** Those that match now. */
  CompletionStage<Members> members(Target.Selection selection, Optional<String> route) {
    CompletionStage<Found> found =
        ask(replyTo -> new Registry.Resolve(0, selection, route, replyTo));
    return found.thenApply(Found::members);
  }
}
