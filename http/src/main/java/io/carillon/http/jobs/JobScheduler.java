package io.carillon.http.jobs;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.message.Receipt;
import io.carillon.http.jobs.Jobs.Defined;
import io.carillon.http.jobs.Jobs.NotRun;
import io.carillon.http.jobs.Jobs.Ran;
import io.carillon.http.jobs.Jobs.Removed;
import io.carillon.http.jobs.Jobs.RunAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
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
 * Holds the jobs of a node and runs each when it is due.
 *
 * <p>A configured job, which every node of a cluster has, is run by the clock only while that is
 * this node's to do. Runs of one job never overlap: a job that is due while a run of it is under
 * way skips that occurrence and counts it. Runs of different jobs do not wait for each other. Holds
 * at most {@code carillon.max-jobs}, those of the configuration included, and refuses more; what
 * others define is gone when the program ends.
 */
final class JobScheduler extends AbstractBehavior<JobScheduler.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

  /** After this a timer looks at the clock again, which may have been set anew. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  /** What may be said to the scheduler. */
  sealed interface Command {}

  /** Take this job in, in place of the one of its name. */
  record Define(Job job, ActorRef<Defined> replyTo) implements Command {}

  /** Forget a job; a run that is under way goes on. */
  record Remove(String name, ActorRef<Removed> replyTo) implements Command {}

  /** Run a job now, besides its schedule. */
  record RunNow(String name, ActorRef<RunAnswer> replyTo) implements Command {}

  record Describe(String name, ActorRef<Optional<JobStatus>> replyTo) implements Command {}

  /** Answered in the order of the names. */
  record DescribeAll(ActorRef<List<JobStatus>> replyTo) implements Command {}

  /** Run nothing any more. */
  enum Stop implements Command {
    INSTANCE
  }

  private record Due(ScheduledJob job) implements Command {}

  private record Ended(
      ScheduledJob job,
      Optional<Receipt> receipt,
      Optional<JobRun.Failure> failure,
      Optional<ActorRef<RunAnswer>> replyTo)
      implements Command {}

  /**
   * The scheduler of a node.
   *
   * @param isOurs whether this node is one that runs configured jobs by the clock, at this moment
   * @param configured jobs that cannot be changed; they begin at once
   * @param most jobs it holds
   */
  static Behavior<Command> create(
      JobEngine engine, JobClock clock, BooleanSupplier isOurs, List<Job> configured, int most) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new JobScheduler(context, timers, engine, clock, isOurs, configured, most)));
  }

  private final TimerScheduler<Command> timers;
  private final JobEngine engine;
  private final JobClock clock;
  private final BooleanSupplier isOurs;
  private final int most;
  private final Map<String, ScheduledJob> jobs = new TreeMap<>();

  private JobScheduler(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      JobEngine engine,
      JobClock clock,
      BooleanSupplier isOurs,
      List<Job> configured,
      int most) {
    super(context);
    this.timers = timers;
    this.engine = engine;
    this.clock = clock;
    this.isOurs = isOurs;
    this.most = most;
    configured.forEach(job -> begin(new ScheduledJob(job, true, clock)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Due.class, this::onDue)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(RunNow.class, this::onRunNow)
        .onMessage(Describe.class, this::onDescribe)
        .onMessage(DescribeAll.class, this::onDescribeAll)
        .onMessage(Define.class, this::onDefine)
        .onMessage(Remove.class, this::onRemove)
        .onMessage(Stop.class, this::onStop)
        .build();
  }

  private Behavior<Command> onDue(Due due) {
    ScheduledJob job = due.job;
    if (job.timetable.untilNext().isZero()) {
      job.timetable.moveOn();
      if (!job.isConfigured || isOurs.getAsBoolean()) {
        runOrSkip(job);
      }
    }
    sleep(job);
    return this;
  }

  private Behavior<Command> onEnded(Ended ended) {
    JobRun run = ended.job.end(ended.receipt, ended.failure);
    ended.replyTo.ifPresent(replyTo -> replyTo.tell(new Ran(run)));
    return this;
  }

  private Behavior<Command> onRunNow(RunNow now) {
    ScheduledJob job = jobs.get(now.name);
    if (job == null) {
      now.replyTo.tell(NotRun.UNKNOWN);
    } else if (job.isRunning()) {
      now.replyTo.tell(NotRun.UNDER_WAY);
    } else {
      run(job, Optional.of(now.replyTo));
    }
    return this;
  }

  private Behavior<Command> onDescribe(Describe describe) {
    describe.replyTo.tell(Optional.ofNullable(jobs.get(describe.name)).map(ScheduledJob::status));
    return this;
  }

  private Behavior<Command> onDescribeAll(DescribeAll describe) {
    describe.replyTo.tell(jobs.values().stream().map(ScheduledJob::status).toList());
    return this;
  }

  private Behavior<Command> onDefine(Define define) {
    ScheduledJob before = jobs.get(define.job.name());
    if (before != null && before.isConfigured) {
      define.replyTo.tell(Defined.CONFIGURED);
    } else if (before == null && jobs.size() >= most) {
      define.replyTo.tell(Defined.TOO_MANY);
    } else {
      begin(new ScheduledJob(define.job, false, clock));
      define.replyTo.tell(before == null ? Defined.CREATED : Defined.REPLACED);
    }
    return this;
  }

  private Behavior<Command> onRemove(Remove remove) {
    ScheduledJob job = jobs.get(remove.name);
    if (job == null) {
      remove.replyTo.tell(Removed.UNKNOWN);
    } else if (job.isConfigured) {
      remove.replyTo.tell(Removed.CONFIGURED);
    } else {
      jobs.remove(remove.name);
      timers.cancel(remove.name);
      remove.replyTo.tell(Removed.REMOVED);
    }
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    return Behaviors.stopped();
  }

  private void begin(ScheduledJob job) {
    jobs.put(job.job.name(), job);
    sleep(job);
  }

  private void runOrSkip(ScheduledJob job) {
    if (job.isRunning()) {
      job.skip();
    } else {
      run(job, Optional.empty());
    }
  }

  /** By the job's name, so that a job that takes its place takes its timer too. */
  private void sleep(ScheduledJob job) {
    Duration until = job.timetable.untilNext();
    timers.startSingleTimer(
        job.job.name(), new Due(job), until.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : until);
  }

  private void run(ScheduledJob job, Optional<ActorRef<RunAnswer>> replyTo) {
    getContext()
        .pipeToSelf(
            job.begin(engine),
            (receipt, failure) ->
                new Ended(
                    job,
                    Optional.ofNullable(receipt),
                    Optional.ofNullable(failure).map(thrown -> reason(job, thrown)),
                    replyTo));
  }

  /** What is known to happen is told to who asks; anything else is logged too. */
  private static JobRun.Failure reason(ScheduledJob job, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EngineBusyException) {
      return JobRun.Failure.BUSY;
    }
    LOG.error("job {} was not run", job.job.name(), cause);
    return JobRun.Failure.ERROR;
  }
}
