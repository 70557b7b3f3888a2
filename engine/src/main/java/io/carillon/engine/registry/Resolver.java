package io.carillon.engine.registry;

import io.carillon.engine.label.Formula;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Answers one question about several labels: collects a snapshot of each and combines them, on a
 * thread that neither joins nor broadcasts wait for.
 *
 * <p>The registry asks for all snapshots between two changes, so together they show one moment.
 * Ends when it has answered, or without an answer if one of them does not come: whoever asked has a
 * deadline of his own.
 */
final class Resolver extends AbstractBehavior<Resolver.Command> {

  /** What a resolver hears; the question that {@link Found} names is the number of a set. */
  sealed interface Command permits Found, Deadline {}

  /** What has not come by now never will. */
  enum Deadline implements Command {
    INSTANCE
  }

  /**
   * What is to be answered.
   *
   * @param sets how many sets snapshots will come of; if the formula is not bounded, the last is
   *     everyone
   * @param snapshots how many snapshots will come, for all sets together
   */
  record Question(long number, Formula formula, int sets, int snapshots, ActorRef<Found> replyTo) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Behavior<Command> create(Question question) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Resolver(context, timers, question)));
  }

  private final Question question;
  private final List<List<Members>> sets = new ArrayList<>();
  private int missing;

  private Resolver(
      ActorContext<Command> context, TimerScheduler<Command> timers, Question question) {
    super(context);
    this.question = question;
    this.missing = question.snapshots;
    for (int set = 0; set < question.sets; set++) {
      sets.add(new ArrayList<>());
    }
    timers.startSingleTimer(Deadline.INSTANCE, PATIENCE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Found.class, this::onFound)
        .onMessage(Deadline.class, this::onDeadline)
        .build();
  }

  private Behavior<Command> onFound(Found found) {
    sets.get((int) found.question()).add(found.members());
    if (--missing > 0) {
      return this;
    }
    Members everyone = question.formula.isBounded() ? null : sets.get(question.sets - 1).get(0);
    Members matching =
        new Evaluation(sets, everyone).matching(question.formula, found.members().lanes());
    question.replyTo.tell(new Found(question.number, matching));
    return Behaviors.stopped();
  }

  private Behavior<Command> onDeadline(Deadline deadline) {
    return Behaviors.stopped();
  }
}
