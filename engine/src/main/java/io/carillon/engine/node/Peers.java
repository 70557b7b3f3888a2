package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.util.ByteString;

/** The other nodes, as a question sees them. Thread-safe. */
public final class Peers {
  /** Most questions that wait at a time: each takes about a kilobyte. */
  static final int MOST_QUESTIONS = 10_000;

  /** As much as a node takes in at a time. */
  private static final int MOST_ARGUMENT_BYTES = (Pieces.MOST_PIECES - 1) * Pieces.MOST_BYTES;

  private final ActorSystem<?> system;
  private final int self;
  private final Duration patience;
  private final Pieces pieces;
  private final Traffic traffic;
  private volatile Roster roster = Roster.EMPTY;

  /**
   * Nobody, for the time being.
   *
   * @param self the number of this node
   * @param patience how long an answer is waited for
   */
  public Peers(ActorSystem<?> system, int self, Duration patience, Pieces pieces) {
    this.system = system;
    this.self = self;
    this.patience = patience;
    this.pieces = pieces;
    this.traffic = new Traffic(self);
  }

  /** Takes notice of who is there. */
  public void change(Roster next) {
    roster = next;
    traffic.change(next);
  }

  /** The number of this node. */
  public int self() {
    return self;
  }

  /** Who is there, this node included. */
  public Roster roster() {
    return roster;
  }

  /** What is said to the others, and by them. */
  public Traffic traffic() {
    return traffic;
  }

  /** How large messages are cut. */
  public Pieces pieces() {
    return pieces;
  }

  /**
   * Asks one node; fails if it does, if no answer comes in time, or at once if {@link
   * #MOST_QUESTIONS} wait for theirs.
   */
  public <Q, A> CompletionStage<A> ask(Node node, Question<Q, A> question, Q arguments) {
    ByteString bytes = question.arguments().bytes(arguments);
    if (bytes.length() > MOST_ARGUMENT_BYTES) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              question.name()
                  + " takes at most "
                  + MOST_ARGUMENT_BYTES
                  + " bytes, not "
                  + bytes.length()));
    }
    if (!traffic.begin(MOST_QUESTIONS)) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(MOST_QUESTIONS + " questions wait for other nodes"));
    }
    CompletionStage<NodeMessage> answer =
        AskPattern.ask(
            node.gateway(),
            replyTo -> allButLast(node, new NodeMessage.Ask(question.name(), bytes, replyTo)),
            patience,
            system.scheduler());
    return answer
        .whenComplete((told, failure) -> end(node, Optional.ofNullable(told)))
        .thenApplyAsync(told -> read(question, told), system.executionContext());
  }

  private void end(Node node, Optional<NodeMessage> told) {
    traffic.end();
    told.ifPresentOrElse(
        message -> traffic.heard(node.number(), message),
        () -> traffic.add(node.number(), Traffic.Count.UNANSWERED));
  }

  /** Sends all pieces but the last, which is left to the caller. */
  private NodeMessage allButLast(Node node, NodeMessage.Ask ask) {
    List<NodeMessage> all = pieces.of(BroadcastId.random(self), ask);
    int last = all.size() - 1;
    all.forEach(piece -> traffic.sent(node.number(), piece));
    all.subList(0, last).forEach(node.gateway()::tell);
    return all.get(last);
  }

  private static <A> A read(Question<?, A> question, NodeMessage told) {
    if (told instanceof NodeMessage.Told answer) {
      return question.answer().value(answer.answer());
    }
    String why = told instanceof NodeMessage.Failed failed ? failed.why() : "no answer";
    throw new IllegalStateException(question.name() + ": " + why);
  }
}
