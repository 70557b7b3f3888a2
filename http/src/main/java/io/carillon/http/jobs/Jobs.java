package io.carillon.http.jobs;

import io.carillon.clusterconfig.Leader;
import io.carillon.engine.Engine;
import io.carillon.engine.message.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The jobs of a node. Thread-safe; nothing here blocks. Runs on the actor system it was started on
 * and ends with it. Answers that only look something up come within five seconds or fail.
 */
public final class Jobs {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Beyond the longest wait for a level, 60 s, and for the answers around it. */
  private static final Duration LONGEST_RUN = Duration.ofSeconds(75);

  /** What became of a definition. */
  public enum Defined {
    CREATED,
    REPLACED,
    /** Refused: the job of this name stands in the configuration. */
    CONFIGURED,
    /** Refused: there are as many jobs as there may be. */
    TOO_MANY
  }

  /** What became of a removal. */
  public enum Removed {
    REMOVED,
    UNKNOWN,
    /** Refused: it stands in the configuration. */
    CONFIGURED
  }

  /** What became of a run that was asked for. */
  public sealed interface RunAnswer {}

  /** It has ended. */
  public record Ran(JobRun run) implements RunAnswer {}

  /** It was not begun. */
  public enum NotRun implements RunAnswer {
    UNKNOWN,
    /** Another is under way. */
    UNDER_WAY
  }

  private final ActorSystem<?> system;
  private final JobEngine engine;
  private final ActorRef<JobScheduler.Command> scheduler;

  private Jobs(ActorSystem<?> system, JobEngine engine, ActorRef<JobScheduler.Command> scheduler) {
    this.system = system;
    this.engine = engine;
    this.scheduler = scheduler;
  }

  /**
   * Begins to run jobs.
   *
   * @param configured those that cannot be changed
   * @param most how many there may be, these included
   * @param runOn which nodes run those of the configuration; others run where they were defined
   */
  public static Jobs start(
      ActorSystem<?> system, Engine engine, List<Job> configured, int most, RunOn runOn) {
    JobEngine port = JobEngine.of(engine);
    BooleanSupplier isOurs =
        runOn == RunOn.LEADER ? Leader.of(system, "carillon-jobs-leader")::isHere : () -> true;
    ActorRef<JobScheduler.Command> scheduler =
        system.systemActorOf(
            Behaviors.supervise(
                    JobScheduler.create(port, JobClock.SYSTEM, isOurs, configured, most))
                .onFailure(SupervisorStrategy.resume()),
            "carillon-jobs",
            Props.empty());
    return new Jobs(system, port, scheduler);
  }

  /** Takes a job in, in place of the one of its name; its runs are counted anew. */
  public CompletionStage<Defined> define(Job job) {
    return ask(replyTo -> new JobScheduler.Define(job, replyTo), TIMEOUT);
  }

  /** Forgets a job; a run that is under way is carried out. */
  public CompletionStage<Removed> remove(String name) {
    return ask(replyTo -> new JobScheduler.Remove(name, replyTo), TIMEOUT);
  }

  /** Runs a job now, besides its schedule, and answers when that has ended. */
  public CompletionStage<RunAnswer> run(String name) {
    return ask(replyTo -> new JobScheduler.RunNow(name, replyTo), LONGEST_RUN);
  }

  /** A job and its last run; empty if there is none of this name. */
  public CompletionStage<Optional<JobStatus>> find(String name) {
    CompletionStage<Optional<JobStatus>> found =
        ask(replyTo -> new JobScheduler.Describe(name, replyTo), TIMEOUT);
    return found.thenCompose(
        status ->
            status
                .map(each -> current(each).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  /** All jobs, by name in order. */
  public CompletionStage<List<JobStatus>> all() {
    CompletionStage<List<JobStatus>> all = ask(JobScheduler.DescribeAll::new, TIMEOUT);
    return all.thenCompose(
        found -> {
          List<CompletableFuture<JobStatus>> current =
              found.stream().map(each -> current(each).toCompletableFuture()).toList();
          return CompletableFuture.allOf(current.toArray(CompletableFuture[]::new))
              .thenApply(done -> current.stream().map(CompletableFuture::join).toList());
        });
  }

  /** Runs nothing any more; other calls fail from here on. */
  public void stop() {
    scheduler.tell(JobScheduler.Stop.INSTANCE);
  }

  /** With the receipt as it stands now, where it is to be had. */
  private CompletionStage<JobStatus> current(JobStatus status) {
    Optional<JobRun> run = status.lastRun();
    Optional<Receipt> known = run.flatMap(JobRun::receipt);
    return known
        .map(receipt -> engine.receipt(receipt.id()))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .exceptionally(failure -> known)
        .thenApply(
            newer ->
                newer
                    .map(receipt -> status.withLastRun(run.orElseThrow().withReceipt(receipt)))
                    .orElse(status));
  }

  private <T> CompletionStage<T> ask(
      Function<ActorRef<T>, JobScheduler.Command> question, Duration timeout) {
    CompletionStage<T> answer =
        AskPattern.ask(scheduler, question::apply, timeout, system.scheduler());
    return answer.thenApplyAsync(Function.identity(), system.executionContext());
  }
}
