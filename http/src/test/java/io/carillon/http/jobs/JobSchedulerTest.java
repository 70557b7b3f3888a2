package io.carillon.http.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.jobs.FakeEngine.Sent;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSchedulerTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final int MOST = 3;

  private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");
  private final TestProbe<Sent> sent = KIT.createTestProbe();
  private final FakeEngine engine = new FakeEngine(sent);
  private final AtomicBoolean isLeader = new AtomicBoolean(true);
  private ActorRef<JobScheduler.Command> scheduler = start();

  @AfterEach
  void stopScheduler() {
    KIT.stop(scheduler);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private ActorRef<JobScheduler.Command> start(Job... configured) {
    return KIT.spawn(JobScheduler.create(engine, clock, isLeader::get, List.of(configured), MOST));
  }

  private static Job job(String name, Schedule schedule, String template) {
    return new Job(
        name,
        schedule,
        Target.all(),
        Template.of(template),
        Message.Kind.TEXT,
        BroadcastOptions.DEFAULT);
  }

  private static Job every(String name, Duration period) {
    return job(name, new FixedRate(period, UTC), "{{unix}} {{run}}");
  }

  private static Job everyTenSeconds(String name) {
    return every(name, Duration.ofSeconds(10));
  }

  private Jobs.Defined define(Job job) {
    TestProbe<Jobs.Defined> probe = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.Define(job, probe.getRef()));
    return probe.receiveMessage();
  }

  private Jobs.Removed remove(String name) {
    TestProbe<Jobs.Removed> probe = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.Remove(name, probe.getRef()));
    return probe.receiveMessage();
  }

  private TestProbe<Jobs.RunAnswer> run(String name) {
    TestProbe<Jobs.RunAnswer> probe = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.RunNow(name, probe.getRef()));
    return probe;
  }

  private Optional<JobStatus> find(String name) {
    TestProbe<Optional<JobStatus>> probe = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.Describe(name, probe.getRef()));
    return probe.receiveMessage();
  }

  private JobStatus status(String name) {
    return find(name).orElseThrow();
  }

  private Optional<JobRun> lastRun(String name) {
    return status(name).lastRun();
  }

  /** The job once the scheduler has been told of the end of this run. */
  private JobStatus ended(String name, long run) {
    return await()
        .until(
            () -> status(name),
            status -> status.lastRun().filter(last -> last.number() == run).isPresent());
  }

  /** Lets time pass, and the scheduler notice: what it asks the clock must not be later still. */
  private void pass(long seconds) {
    passUnnoticed(seconds);
    TestProbe<List<JobStatus>> all = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.DescribeAll(all.getRef()));
    all.receiveMessage();
  }

  private void passUnnoticed(long seconds) {
    clock.pass(Duration.ofSeconds(seconds));
    TIME.timePasses(Duration.ofSeconds(seconds));
  }

  private void nothingIsSent() {
    sent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void runsAJobEveryPeriodAndCountsTheRuns() {
    assertThat(define(everyTenSeconds("clock"))).isEqualTo(Jobs.Defined.CREATED);
    pass(9);
    nothingIsSent();
    pass(1);
    Sent first = sent.receiveMessage();
    assertThat(first.text()).isEqualTo("1767225610 1");
    assertThat(first.target()).isEqualTo(Target.all());
    first.answerFor(3);
    ended("clock", 1);
    pass(10);
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225620 2");
  }

  @Test
  void keepsTheLastReceipt() {
    define(everyTenSeconds("clock"));
    assertThat(status("clock").lastRun()).isEmpty();
    pass(10);
    Receipt receipt = sent.receiveMessage().answerFor(3);
    JobStatus status = ended("clock", 1);
    assertThat(status.runs()).isOne();
    assertThat(status.nextRunAt()).contains(clock.now().plusSeconds(10));
    assertThat(status.lastRun())
        .contains(new JobRun(1, clock.now(), Optional.of(receipt), Optional.empty()));
  }

  @Test
  void skipsWhatFallsIntoARun() {
    define(everyTenSeconds("clock"));
    pass(10);
    Sent slow = sent.receiveMessage();
    pass(10);
    pass(10);
    nothingIsSent();
    assertThat(status("clock").skipped()).isEqualTo(2);
    slow.answerFor(1);
    assertThat(ended("clock", 1).runs()).isOne();
    pass(10);
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225640 2");
  }

  @Test
  void oneJobDoesNotWaitForAnother() {
    define(everyTenSeconds("a"));
    define(everyTenSeconds("b"));
    pass(10);
    sent.receiveMessage().answerFor(1);
    sent.receiveMessage();
    await().until(() -> lastRun("a").isPresent() || lastRun("b").isPresent());
    TestProbe<List<JobStatus>> all = KIT.createTestProbe();
    scheduler.tell(new JobScheduler.DescribeAll(all.getRef()));
    assertThat(all.receiveMessage())
        .extracting(each -> each.job().name())
        .containsExactly("a", "b");
    pass(10);
    sent.receiveMessage();
    nothingIsSent();
  }

  @Test
  void runsByTheCalendarAlsoIfTheClockIsSet() {
    define(job("noon", Calendar.of("0 12 * * *", UTC), "{{iso}}"));
    assertThat(status("noon").nextRunAt()).hasToString("Optional[2026-01-01T12:00:00Z]");
    clock.setTo("2026-01-01T11:59:30Z");
    pass(60);
    assertThat(sent.receiveMessage().text()).isEqualTo("2026-01-01T12:00:30Z");
    assertThat(status("noon").nextRunAt()).hasToString("Optional[2026-01-02T12:00:00Z]");
  }

  @Test
  void fillsInTheConnectionsOfTheTarget() {
    define(job("count", new FixedRate(Duration.ofSeconds(1), UTC), "{{connections}}"));
    engine.connections = 17;
    pass(1);
    assertThat(sent.receiveMessage().text()).isEqualTo("17");
  }

  @Test
  void waitsForAtMostHalfAPeriod() {
    define(every("fast", Duration.ofMillis(100)));
    pass(1);
    assertThat(sent.receiveMessage().options().timeout()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void goesOnAfterAFailure() {
    define(everyTenSeconds("clock"));
    pass(10);
    sent.receiveMessage()
        .answer()
        .completeExceptionally(new CompletionException(new EngineBusyException("too many")));
    assertThat(ended("clock", 1).lastRun())
        .contains(new JobRun(1, clock.now(), Optional.empty(), Optional.of(JobRun.Failure.BUSY)));
    pass(10);
    sent.receiveMessage().answer().completeExceptionally(new IllegalStateException("expected"));
    assertThat(ended("clock", 2).lastRun().flatMap(JobRun::failure)).contains(JobRun.Failure.ERROR);
    pass(10);
    sent.receiveMessage();
  }

  @Test
  void runsAJobWhenAsked() {
    define(everyTenSeconds("clock"));
    pass(3);
    TestProbe<Jobs.RunAnswer> answer = run("clock");
    Receipt receipt = sent.receiveMessage().answerFor(2);
    assertThat(answer.receiveMessage())
        .isEqualTo(
            new Jobs.Ran(new JobRun(1, clock.now(), Optional.of(receipt), Optional.empty())));
    assertThat(status("clock").nextRunAt()).contains(clock.now().plusSeconds(7));
  }

  @Test
  void runsNoJobTwiceAtATime() {
    define(everyTenSeconds("clock"));
    run("clock");
    Sent first = sent.receiveMessage();
    assertThat(run("clock").receiveMessage()).isEqualTo(Jobs.NotRun.UNDER_WAY);
    assertThat(run("nothing").receiveMessage()).isEqualTo(Jobs.NotRun.UNKNOWN);
    pass(10);
    nothingIsSent();
    assertThat(status("clock").skipped()).isOne();
    first.answerFor(0);
  }

  @Test
  void aNewDefinitionBeginsAnew() {
    define(everyTenSeconds("clock"));
    pass(10);
    Sent old = sent.receiveMessage();
    assertThat(define(every("clock", Duration.ofSeconds(4)))).isEqualTo(Jobs.Defined.REPLACED);
    old.answerFor(1);
    assertThat(status("clock").lastRun()).isEmpty();
    pass(4);
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225614 1");
    pass(6);
    nothingIsSent();
  }

  @Test
  void forgetsAJob() {
    define(everyTenSeconds("clock"));
    assertThat(remove("clock")).isEqualTo(Jobs.Removed.REMOVED);
    assertThat(remove("clock")).isEqualTo(Jobs.Removed.UNKNOWN);
    assertThat(find("clock")).isEmpty();
    pass(20);
    nothingIsSent();
  }

  @Test
  void leavesTheConfigurationAlone() {
    KIT.stop(scheduler);
    scheduler = start(everyTenSeconds("fixed"));
    assertThat(status("fixed").isConfigured()).isTrue();
    assertThat(define(everyTenSeconds("fixed"))).isEqualTo(Jobs.Defined.CONFIGURED);
    assertThat(remove("fixed")).isEqualTo(Jobs.Removed.CONFIGURED);
    pass(10);
    sent.receiveMessage();
  }

  @Test
  void runsConfiguredJobsByTheClockOnTheLeaderOnly() {
    KIT.stop(scheduler);
    scheduler = start(everyTenSeconds("fixed"));
    isLeader.set(false);
    pass(10);
    nothingIsSent();
    assertThat(status("fixed").skipped()).isZero();
    isLeader.set(true);
    pass(9);
    nothingIsSent();
    pass(1);
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225620 1");
  }

  @Test
  void runsWhatItWasAskedForOnAnyNode() {
    KIT.stop(scheduler);
    scheduler = start(everyTenSeconds("fixed"));
    isLeader.set(false);
    define(every("defined", Duration.ofSeconds(7)));
    pass(7);
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225607 1");
    run("fixed");
    assertThat(sent.receiveMessage().text()).isEqualTo("1767225607 1");
  }

  @Test
  void holdsNoMoreThanItMay() {
    for (String name : List.of("a", "b", "c")) {
      assertThat(define(everyTenSeconds(name))).isEqualTo(Jobs.Defined.CREATED);
    }
    assertThat(define(everyTenSeconds("d"))).isEqualTo(Jobs.Defined.TOO_MANY);
    assertThat(define(everyTenSeconds("c"))).isEqualTo(Jobs.Defined.REPLACED);
    remove("a");
    assertThat(define(everyTenSeconds("d"))).isEqualTo(Jobs.Defined.CREATED);
  }

  @Test
  void runsNothingOnceItIsStopped() {
    define(everyTenSeconds("clock"));
    scheduler.tell(JobScheduler.Stop.INSTANCE);
    KIT.createTestProbe().expectTerminated(scheduler);
    passUnnoticed(20);
    nothingIsSent();
  }
}
