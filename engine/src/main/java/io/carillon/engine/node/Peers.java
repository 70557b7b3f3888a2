package io.carillon.engine.node;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The other nodes, as a question sees them. Thread-safe. */
public final class Peers {
  private final ActorSystem<?> system;
  private final int self;
  private final Duration patience;
  private volatile Roster roster = Roster.EMPTY;

  /**
   * Nobody, for the time being.
   *
   * @param self the number of this node
   * @param patience how long an answer is waited for
   */
  public Peers(ActorSystem<?> system, int self, Duration patience) {
    this.system = system;
    this.self = self;
    this.patience = patience;
  }

  /** Takes notice of who is there. */
  public void change(Roster next) {
    roster = next;
  }

  /** The number of this node. */
  public int self() {
    return self;
  }

  /** Who is there, this node included. */
  public Roster roster() {
    return roster;
  }

  /** All others that can be reached. */
  public List<Node> others() {
    return others(roster.present().values());
  }

  /** Another node by its number, if it can be reached. */
  public Optional<Node> other(int number) {
    return number == self ? Optional.empty() : Optional.ofNullable(roster.present().get(number));
  }

  /** Asks one node; fails if it does, or if no answer comes in time. */
  public <Q, A> CompletionStage<A> ask(Node node, Question<Q, A> question, Q arguments) {
    CompletionStage<NodeMessage> answer =
        AskPattern.ask(
            node.gateway(),
            replyTo ->
                new NodeMessage.Ask(
                    question.name(), question.arguments().bytes(arguments), replyTo),
            patience,
            system.scheduler());
    return answer.thenApplyAsync(told -> read(question, told), system.executionContext());
  }

  private List<Node> others(Collection<Node> nodes) {
    return nodes.stream().filter(node -> node.number() != self).toList();
  }

  private static <A> A read(Question<?, A> question, NodeMessage told) {
    if (told instanceof NodeMessage.Told answer) {
      return question.answer().value(answer.answer());
    }
    String why = told instanceof NodeMessage.Failed failed ? failed.why() : "no answer";
    throw new IllegalStateException(question.name() + ": " + why);
  }
}
