package io.carillon.http.webhook;

import io.carillon.http.settings.WebhookSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of one webhook, in their order: one batch at a time, each until it is taken,
 * refused or given up.
 *
 * <p>Its mailbox and what it holds are bounded by the {@link Room} that was taken for each event
 * before it was offered.
 *
 * <table>
 * <caption>What it does</caption>
 * <tr><td>idle</td><td>nothing under way; a batch leaves once it is full or its delay is over</td></tr>
 * <tr><td>sending</td><td>a batch is under way; events gather meanwhile</td></tr>
 * <tr><td>backing off</td><td>a batch waits for its next attempt; events gather meanwhile</td></tr>
 * <tr><td>draining</td><td>no delay any more, and an end</td></tr>
 * </table>
 */
final class Sender extends AbstractBehavior<Sender.Command> {

  /** What it can be told. */
  sealed interface Command {}

  /** An event, for which there is room. */
  record Offer(WebhookEvent event) implements Command {}

  /**
   * Send what there is, then stop.
   *
   * @param patience what is not sent by then is lost
   */
  record Drain(Duration patience, ActorRef<Done> replyTo) implements Command {}

  private record Answered(Outcome outcome) implements Command {}

  private enum BatchDue implements Command {
    INSTANCE
  }

  private enum RetryDue implements Command {
    INSTANCE
  }

  private enum DrainDeadline implements Command {
    INSTANCE
  }

  /**
   * What it works with.
   *
   * @param source what the ids of its events begin with; of this run only
   */
  record Parts(
      String source,
      Room room,
      Figures figures,
      Transport transport,
      Backoff backoff,
      InstantSource clock) {}

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final TimerScheduler<Command> timers;
  private final WebhookSettings settings;
  private final Parts parts;
  private final Posting posting;
  private final Gathering gathering;

  /** Under way, or waiting for its next attempt. */
  private Optional<Batch> batch = Optional.empty();

  private int attempt;
  private int failures;
  private Optional<ActorRef<Done>> drained = Optional.empty();

  private Sender(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WebhookSettings settings,
      Parts parts) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.parts = parts;
    this.posting = new Posting(settings, parts.transport(), parts.clock());
    this.gathering = new Gathering(parts.source(), settings.batching());
  }

  static Behavior<Command> create(WebhookSettings settings, Parts parts) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Sender(context, timers, settings, parts)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Offer.class, this::onOffer)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(BatchDue.class, due -> onBatchDue())
        .onMessage(RetryDue.class, due -> onRetryDue())
        .onMessage(Drain.class, this::onDrain)
        .onMessage(DrainDeadline.class, deadline -> onDrainDeadline())
        .build();
  }

  private Behavior<Command> onOffer(Offer offer) {
    gathering.add(offer.event());
    return batch.isPresent() ? this : next();
  }

  private Behavior<Command> onAnswered(Answered answered) {
    Batch sent = batch.orElseThrow();
    Outcome outcome = answered.outcome();
    return switch (outcome.verdict()) {
      case DELIVERED -> delivered(sent);
      case NEVER -> rejected(sent, outcome);
      case LATER -> failed(sent, outcome);
    };
  }

  private Behavior<Command> onBatchDue() {
    return send();
  }

  private Behavior<Command> onRetryDue() {
    return post();
  }

  private Behavior<Command> onDrain(Drain drain) {
    drained = Optional.of(drain.replyTo());
    timers.startSingleTimer(DrainDeadline.INSTANCE, drain.patience());
    if (timers.isTimerActive(RetryDue.INSTANCE)) {
      timers.cancel(RetryDue.INSTANCE);
      post();
    }
    return batch.isPresent() ? this : next();
  }

  private Behavior<Command> onDrainDeadline() {
    int left = batch.map(Batch::events).orElse(0) + gathering.size();
    parts.figures().abandoned.add(left);
    LOG.warn("webhook {} stops; {} events may not have arrived", settings.name(), left);
    return finish();
  }

  private Behavior<Command> delivered(Batch sent) {
    if (failures > 0) {
      LOG.info("webhook {} works again after {} failures", settings.name(), failures);
    }
    failures = 0;
    gathering.told(sent.lost());
    parts.figures().deliveredAt(parts.clock().instant(), sent.events());
    return done(sent);
  }

  private Behavior<Command> rejected(Batch sent, Outcome outcome) {
    noteFailure(outcome);
    parts.figures().rejected.add(sent.events());
    LOG.warn(
        "webhook {}: batch {} to {} failed: {}; its {} events are lost",
        settings.name(),
        sent.id(),
        settings.endpoint(),
        outcome.reason(),
        sent.events());
    return done(sent);
  }

  private Behavior<Command> failed(Batch sent, Outcome outcome) {
    noteFailure(outcome);
    failures++;
    return attempt >= settings.retrying().maxAttempts()
        ? abandoned(sent, outcome)
        : retrying(sent, outcome);
  }

  private Behavior<Command> abandoned(Batch sent, Outcome outcome) {
    parts.figures().abandoned.add(sent.events());
    LOG.warn(
        "webhook {}: batch {} to {} failed: {}; attempt {} was the last, its {} events are lost",
        settings.name(),
        sent.id(),
        settings.endpoint(),
        outcome.reason(),
        attempt,
        sent.events());
    return done(sent);
  }

  private Behavior<Command> retrying(Batch sent, Outcome outcome) {
    Duration wait = parts.backoff().after(failures, outcome.askedFor());
    timers.startSingleTimer(RetryDue.INSTANCE, wait);
    if (failures == 1) {
      LOG.warn(
          "webhook {}: batch {} to {} failed: {}; next attempt in {}",
          settings.name(),
          sent.id(),
          settings.endpoint(),
          outcome.reason(),
          wait);
    }
    return this;
  }

  private void noteFailure(Outcome outcome) {
    parts.figures().failedAt(parts.clock().instant(), outcome.reason());
  }

  private Behavior<Command> done(Batch sent) {
    parts.room().giveBack(sent.events(), sent.bytes());
    batch = Optional.empty();
    return next();
  }

  /** Nothing is under way: sends, waits for more, or has nothing to do. */
  private Behavior<Command> next() {
    parts.figures().waitingSince(gathering.since());
    if (gathering.size() == 0) {
      return drained.isPresent() ? finish() : this;
    }
    if (gathering.isFull() || drained.isPresent()) {
      return send();
    }
    if (!timers.isTimerActive(BatchDue.INSTANCE)) {
      timers.startSingleTimer(BatchDue.INSTANCE, settings.batching().delay());
    }
    return this;
  }

  private Behavior<Command> send() {
    timers.cancel(BatchDue.INSTANCE);
    Batch made = gathering.take(parts.figures().lost());
    batch = Optional.of(made);
    attempt = 0;
    return post();
  }

  private Behavior<Command> post() {
    attempt++;
    getContext()
        .pipeToSelf(
            posting.send(batch.orElseThrow(), attempt),
            (outcome, failure) ->
                new Answered(failure == null ? outcome : Outcome.failed(failure)));
    return this;
  }

  private Behavior<Command> finish() {
    parts.room().close();
    drained.ifPresent(replyTo -> replyTo.tell(Done.getInstance()));
    return Behaviors.stopped();
  }
}
