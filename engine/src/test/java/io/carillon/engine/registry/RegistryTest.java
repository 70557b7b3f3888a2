package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int NODE = 0xcafe0001;
  private static final int LANES = 2;

  private static final StateSettings STATE =
      new StateSettings(4, 100, 100, 4, 100, 4, Optional.empty(), Duration.ofSeconds(1));
  private final ActorRef<Registry.Command> registry =
      KIT.spawn(Registry.create(NODE, LANES, STATE, Lifecycles.NONE));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  // listeners

  @Test
  void aListenerHasTheConnectionsItAccepted() {
    Member one = openOn("one", "/a");
    Member two = openOn("two", "/a");
    Member other = openOn("two", "/b");
    assertThat(resolve(new Target.OnListener("one"), Optional.empty())).containsExactly(one);
    assertThat(resolve(new Target.OnListener("two"), Optional.empty()))
        .containsExactlyInAnyOrder(two, other);
    assertThat(resolve(new Target.OnListener("three"), Optional.empty())).isEmpty();
    assertThat(resolve(onOne("raw"), Optional.empty())).isEmpty();
    assertThat(resolve(onOne("echo"), Optional.empty())).containsExactly(one);
    assertThat(
            resolve(new Target.OnListener(Set.of("one", "two"), Set.of("echo")), Optional.empty()))
        .containsExactlyInAnyOrder(one, two, other);
    assertThat(resolve(new Target.OnListener(Set.of(), Set.of()), Optional.empty())).isEmpty();
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.empty()))
        .containsExactlyInAnyOrder(one, two, other);
    assertThat(count()).isEqualTo(3);

    assertThat(kill(two.id())).isTrue();
    assertThat(resolve(new Target.OnListener("two"), Optional.empty())).containsExactly(other);
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.empty()))
        .containsExactlyInAnyOrder(one, other);
    assertThat(kill(other.id())).isTrue();
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.empty())).containsExactly(one);
  }

  private static Target.OnListener onOne(String besides) {
    return new Target.OnListener(Set.of("one"), Set.of(besides));
  }

  // joining and leaving

  @Test
  void aConnectionIsFoundOnceItHasOpened() {
    Member member = open("/chat").opened();
    assertThat(member.id().node()).hasValue(NODE);
    assertThat(find(member.id())).contains(member);
    assertThat(count("/chat")).isOne();
    assertThat(count()).isOne();
    assertThat(routes()).containsExactly("/chat");
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.empty())).containsExactly(member);
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.of("/chat"))).containsExactly(member);
  }

  @Test
  void spreadsConnectionsOverTheLanes() {
    int[] perLane = new int[LANES];
    for (int i = 0; i < 10; i++) {
      perLane[open("/r" + i % 3).opened().lane()]++;
    }
    assertThat(perLane).containsOnly(5);
  }

  @Test
  void aConnectionThatEndedIsGone() {
    Member member = open("/chat").opened();
    member.actor().tell(ConnectionCommand.Ended.INSTANCE);
    eventually(() -> assertThat(count()).isZero());
    eventually(() -> assertThat(count("/chat")).isZero());
    eventually(() -> assertThat(routes()).isEmpty());
    assertThat(find(member.id())).isEmpty();
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.of("/chat"))).isEmpty();
  }

  @Test
  void unknownRoutesTagsAndIdsMatchNothing() {
    open("/chat").opened();
    ConnectionId unknown = ConnectionId.random(NODE);
    assertThat(count("/none")).isZero();
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.of("/none"))).isEmpty();
    assertThat(resolve(Target.tag("none").selection(), Optional.empty())).isEmpty();
    assertThat(resolve(new Target.Listed(List.of(unknown)), Optional.empty())).isEmpty();
    assertThat(find(unknown)).isEmpty();
    assertThat(kill(unknown)).isFalse();
    assertThat(countTag("none")).isZero();
    assertThat(joinTag("t", new Profile(unknown, STATE, new GhostPlaces(1))))
        .isEqualTo(Labelled.UNKNOWN_CONNECTION);
    assertThat(leaveTag("t", new Profile(unknown, STATE, new GhostPlaces(1))))
        .isEqualTo(Done.getInstance());
    assertThat(tags()).isEmpty();
  }

  @Test
  void aListNamesEachConnectionOnce() {
    Member member = open("/chat").opened();
    Target.Listed twice = new Target.Listed(List.of(member.id(), member.id()));
    assertThat(resolve(twice, Optional.empty())).containsExactly(member);
  }

  @Test
  void connectionsThatComeAndGoLeaveNothingBehind() {
    for (int round = 0; round < 200; round++) {
      Member member = open("/busy").opened();
      assertThat(count("/busy")).isPositive();
      assertThat(resolve(Target.Everyone.INSTANCE, Optional.of("/busy"))).contains(member);
      member.actor().tell(ConnectionCommand.Ended.INSTANCE);
    }
    eventually(() -> assertThat(routes()).isEmpty());
    assertThat(count()).isZero();
  }

  // renaming

  @Test
  void aRenamedConnectionIsFoundByItsNewIdAlone() {
    Member member = open("/chat").opened();
    ConnectionId old = member.id();
    ConnectionId alice = new ConnectionId("alice");
    joinTag("vip", member.profile());
    assertThat(rename(old, alice)).isTrue();
    assertThat(member.id()).isEqualTo(alice);
    assertThat(find(alice)).contains(member);
    assertThat(find(old)).isEmpty();
    assertThat(kill(old)).isFalse();
    assertThat(resolve(Target.tag("vip").selection(), Optional.empty())).containsExactly(member);
    assertThat(leaveTag("vip", member.profile())).isEqualTo(Done.getInstance());
    assertThat(countTag("vip")).isZero();
    member.actor().tell(ConnectionCommand.Ended.INSTANCE);
    eventually(() -> assertThat(count()).isZero());
    assertThat(find(alice)).isEmpty();
  }

  @Test
  void aTakenOrUnknownIdCannotBeRenamedTo() {
    Member one = open("/chat").opened();
    Member two = open("/chat").opened();
    ConnectionId nobody = new ConnectionId("nobody");
    assertThat(rename(one.id(), two.id())).isFalse();
    assertThat(rename(one.id(), one.id())).isFalse();
    assertThat(rename(nobody, new ConnectionId("somebody"))).isFalse();
    assertThat(find(one.id())).contains(one);
    assertThat(find(two.id())).contains(two);
  }

  @Test
  void anIdIsFreeAgainOnceItsConnectionIsGone() {
    Member first = open("/chat").opened();
    Member second = open("/chat").opened();
    ConnectionId alice = new ConnectionId("alice");
    assertThat(rename(first.id(), alice)).isTrue();
    assertThat(rename(second.id(), alice)).isFalse();
    assertThat(kill(alice)).isTrue();
    assertThat(rename(second.id(), alice)).isTrue();
    assertThat(joinTag("late", first.profile())).isEqualTo(Labelled.UNKNOWN_CONNECTION);
    first.actor().tell(ConnectionCommand.Ended.INSTANCE);
    assertThat(find(alice)).contains(second);
    assertThat(count()).isOne();
  }

  // tags

  @Test
  void aTagIsHeldUntilItIsTakenOff() {
    Member member = open("/chat").opened();
    assertThat(joinTag("vip", member.profile())).isEqualTo(Labelled.DONE);
    assertThat(joinTag("vip", member.profile())).isEqualTo(Labelled.DONE);
    assertThat(countTag("vip")).isOne();
    assertThat(tags()).containsExactly("vip");
    assertThat(resolve(Target.tag("vip").selection(), Optional.empty())).containsExactly(member);
    leaveTag("vip", member.profile());
    assertThat(countTag("vip")).isZero();
    eventually(() -> assertThat(tags()).isEmpty());
    assertThat(joinTag("vip", member.profile())).isEqualTo(Labelled.DONE);
    assertThat(countTag("vip")).isOne();
  }

  @Test
  void aConnectionThatEndedHoldsNoTag() {
    Member member = open("/chat").opened();
    joinTag("vip", member.profile());
    member.actor().tell(ConnectionCommand.Ended.INSTANCE);
    eventually(() -> assertThat(countTag("vip")).isZero());
    eventually(() -> assertThat(tags()).isEmpty());
  }

  @Test
  void severalTagsAreAnsweredOnceAndTogether() {
    Member both = open("/chat").opened();
    Member one = open("/chat").opened();
    joinTag("a", both.profile());
    joinTag("b", both.profile());
    joinTag("b", one.profile());
    Target.Selection tags = Target.tag("a", "none", "b", "a").selection();
    TestProbe<Found> probe = KIT.createTestProbe(Found.class);
    registry.tell(new Registry.Resolve(7, tags, Optional.empty(), probe.getRef()));
    Found found = probe.receiveMessage();
    assertThat(found.question()).isEqualTo(7);
    assertThat(found.members().toList()).containsExactlyInAnyOrder(both, one);
    Target.Selection none = Target.tag().selection();
    registry.tell(new Registry.Resolve(8, none, Optional.empty(), probe.getRef()));
    assertThat(probe.receiveMessage().members().size()).isZero();
    probe.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void anExpressionFindsWhoseTagsMakeItTrue() {
    Member untagged = open("/chat").opened();
    Member vip = open("/chat").opened();
    Member banned = open("/api").opened();
    joinTag("vip", vip.profile());
    joinTag("vip", banned.profile());
    joinTag("banned/now", banned.profile());
    assertThat(matching("vip")).containsExactlyInAnyOrder(vip, banned);
    assertThat(matching("vip & !banned*")).containsExactly(vip);
    assertThat(matching("vip|banned*")).containsExactlyInAnyOrder(vip, banned);
    assertThat(matching("*")).containsExactlyInAnyOrder(vip, banned);
    assertThat(matching("!*")).containsExactly(untagged);
    assertThat(matching("!banned*")).containsExactlyInAnyOrder(untagged, vip);
    assertThat(matching("*ip & *now")).containsExactly(banned);
    assertThat(matching("none | !(!none)")).isEmpty();
    assertThat(resolve(expression("!none"), Optional.of("/chat")))
        .containsExactlyInAnyOrder(untagged, vip);
    assertThat(resolve(expression("!none"), Optional.of("/nope"))).isEmpty();
    leaveTag("vip", vip.profile());
    assertThat(matching("*")).containsExactly(banned);
    kill(banned.id());
    assertThat(matching("*|vip")).isEmpty();
    assertThat(matching("!vip")).containsExactlyInAnyOrder(untagged, vip);
  }

  /** A slot that is used again must not lend its tags to who has it next. */
  @Test
  void whoComesHoldsNothingOfWhoWent() {
    open("/chat").opened();
    for (int round = 0; round < 200; round++) {
      FakeCandidate candidate = open("/chat");
      Member old = candidate.opened();
      joinTag("a", old.profile());
      joinTag("b", old.profile());
      if (round % 2 == 0) {
        kill(old.id());
      } else {
        old.actor().tell(ConnectionCommand.Ended.INSTANCE);
      }
      Member next = open("/chat").opened();
      joinTag("b", next.profile());
      assertThat(matching("a & b")).doesNotContain(next);
      assertThat(matching("b & !a")).contains(next);
      kill(next.id());
    }
  }

  @Test
  void kindsOfLabelsAreApart() {
    Member member = open("/chat").opened();
    joinTag("a", member.profile());
    Member other = open("/chat").opened();
    join(Label.group("a"), other.profile());
    join(Label.user("a"), other.profile());
    assertThat(resolve(Target.tag("a").selection(), Optional.empty())).containsExactly(member);
    assertThat(resolve(Target.group("a").selection(), Optional.empty())).containsExactly(other);
    assertThat(resolve(Target.user("a").selection(), Optional.empty())).containsExactly(other);
    assertThat(matching("a|*")).containsExactly(member);
    assertThat(matching("!*")).containsExactly(other);
    assertThat(tags()).containsExactly("a");
  }

  @Test
  void whatIsDissolvedHasNobodyAtOnceAndMayBeJoinedAgain() {
    FakeCandidate candidate = open("/chat");
    Member member = candidate.opened();
    Member other = open("/chat").opened();
    join(Label.group("g"), member.profile());
    join(Label.group("g"), other.profile());
    join(Label.group("h"), other.profile());
    assertThat(this.<Integer>ask(to -> new Registry.Dissolve(Label.group("g"), to))).isEqualTo(2);
    assertThat(resolve(Target.group("g").selection(), Optional.empty())).isEmpty();
    assertThat(resolve(Target.group("g", "h").selection(), Optional.empty()))
        .containsExactly(other);
    eventually(() -> assertThat(candidate.dissolved).containsExactly(Label.group("g")));
    this.<Done>ask(to -> new Registry.LeaveLabel(Label.group("g"), member.profile(), to));
    eventually(() -> assertThat(groups()).containsExactly("h"));
    join(Label.group("g"), member.profile());
    assertThat(resolve(Target.group("g").selection(), Optional.empty())).containsExactly(member);
    assertThat(this.<Integer>ask(to -> new Registry.Dissolve(Label.group("none"), to))).isZero();
  }

  // subscriptions

  @Test
  void aNotificationFindsWhoSubscribedToIt() {
    Member two = open("/a").opened();
    Member three = open("/b").opened();
    assertThat(subscribe(two, "2", "3")).isTrue();
    assertThat(subscribe(three, "3")).isTrue();
    assertThat(notified("2")).containsExactly(two);
    assertThat(notified("3")).containsExactlyInAnyOrder(two, three);
    assertThat(notified("4")).isEmpty();
    assertThat(subscribe(two, "4")).isTrue();
    assertThat(notified("3")).containsExactly(three);
    assertThat(notified("4")).containsExactly(two);
    assertThat(subscribe(two)).isTrue();
    assertThat(notified("4")).isEmpty();
  }

  @Test
  void aSubscriptionCountsForTheNextNotificationWithoutWaiting() {
    Member member = open("/a").opened();
    for (int round = 0; round < 500; round++) {
      registry.tell(
          new Registry.Subscribe(member::id, subscriptions("" + round), KIT.system().ignoreRef()));
      assertThat(notified("" + round)).containsExactly(member);
    }
  }

  @Test
  void subscriptionsFollowARenamedConnectionAndEndWithIt() {
    Member member = open("/a").opened();
    subscribe(member, "2");
    assertThat(rename(member.id(), ConnectionId.parse("alice").orElseThrow())).isTrue();
    assertThat(notified("2")).containsExactly(member);
    assertThat(subscribe(member, "3")).isTrue();
    assertThat(notified("3")).containsExactly(member);
    member.actor().tell(ConnectionCommand.Ended.INSTANCE);
    eventually(() -> assertThat(notified("3")).isEmpty());
    assertThat(subscribe(member, "2")).isFalse();
    assertThat(notified("2")).isEmpty();
  }

  @Test
  void noNotificationFindsAKilledConnection() {
    Member member = open("/a").opened();
    subscribe(member, "2");
    kill(member.id());
    assertThat(notified("2")).isEmpty();
  }

  // killing

  @Test
  void noLaterQuestionFindsAKilledConnection() {
    FakeCandidate candidate = open("/chat");
    Member member = candidate.opened();
    Member other = open("/chat").opened();
    joinTag("vip", member.profile());
    joinTag("vip", other.profile());
    joinTag("alone", member.profile());
    assertThat(kill(member.id())).isTrue();
    assertThat(find(member.id())).isEmpty();
    assertThat(count()).isOne();
    assertThat(count("/chat")).isOne();
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.empty())).containsExactly(other);
    assertThat(resolve(Target.Everyone.INSTANCE, Optional.of("/chat"))).containsExactly(other);
    assertThat(resolve(Target.tag("vip").selection(), Optional.empty())).containsExactly(other);
    assertThat(countTag("vip")).isOne();
    assertThat(countTag("alone")).isZero();
    assertThat(kill(member.id())).isFalse();
    assertThat(joinTag("vip", member.profile())).isEqualTo(Labelled.UNKNOWN_CONNECTION);
    eventually(() -> assertThat(candidate.endpoint.kills).isOne());
  }

  @Test
  void killingSurvivesARouteThatIsGoneAlready() {
    BehaviorTestKit<Registry.Command> kit =
        BehaviorTestKit.create(Registry.create(NODE, LANES, STATE, Lifecycles.NONE));
    FakeCandidate candidate = new FakeCandidate("main", "/chat");
    kit.run(new Registry.Register(candidate));
    TestInbox<Found> everyone = TestInbox.create();
    kit.run(new Registry.Resolve(0, Target.Everyone.INSTANCE, Optional.empty(), everyone.getRef()));
    Member member = everyone.receiveMessage().members().toList().get(0);
    kit.run(new Registry.RouteIdle("/chat", 1));
    TestInbox<Boolean> killed = TestInbox.create();
    kit.run(new Registry.Kill(member.id(), killed.getRef()));
    assertThat(killed.receiveMessage()).isTrue();
    AtomicBoolean absent = new AtomicBoolean();
    kit.run(
        new Registry.Forward(member.id(), ConnectionCommand.Kill.INSTANCE, () -> absent.set(true)));
    assertThat(absent).isTrue();
  }

  // idle supervisors

  @Test
  void aJoinThatRacesWithIdlenessKeepsTheSupervisor() {
    BehaviorTestKit<Registry.Command> kit =
        BehaviorTestKit.create(Registry.create(NODE, LANES, STATE, Lifecycles.NONE));
    kit.run(new Registry.Register(new FakeCandidate("main", "/chat")));
    kit.run(new Registry.Register(new FakeCandidate("main", "/chat")));
    TestInbox<List<String>> routes = TestInbox.create();
    kit.run(new Registry.RouteIdle("/chat", 1));
    kit.run(new Registry.Routes(routes.getRef()));
    assertThat(routes.receiveMessage()).containsExactly("/chat");
    kit.run(new Registry.RouteIdle("/chat", 2));
    kit.run(new Registry.Routes(routes.getRef()));
    assertThat(routes.receiveMessage()).isEmpty();
    kit.run(new Registry.RouteIdle("/chat", 2));
    kit.run(new Registry.LabelIdle(Label.tag("none"), 0));
  }

  @Test
  void aRouteSupervisorTellsWhenItRunsEmptyAndStopsWhenTold() {
    TestInbox<Registry.Command> parent = TestInbox.create();
    BehaviorTestKit<RouteSupervisor.Command> kit =
        BehaviorTestKit.create(RouteSupervisor.create("/chat", LANES, parent.getRef()));
    FakeCandidate candidate = new FakeCandidate("main", "/chat");
    TestInbox<ConnectionCommand> actor = TestInbox.create();
    Member member = candidate.endpoint.member("/chat", 1, actor.getRef());
    kit.run(new RouteSupervisor.Join(member, candidate));
    assertThat(candidate.opened()).isSameAs(member);
    kit.run(new RouteSupervisor.Leave(new FakeEndpoint(null).member("/chat", 0, actor.getRef())));
    assertThat(parent.hasMessages()).isFalse();
    kit.run(new RouteSupervisor.Leave(member));
    kit.run(new RouteSupervisor.Leave(member));
    assertThat(parent.getAllReceived()).containsExactly(new Registry.RouteIdle("/chat", 1));
    kit.run(RouteSupervisor.Stop.INSTANCE);
    assertThat(kit.isAlive()).isFalse();
  }

  // draining

  @Test
  void drainingRefusesClosesAndAnswersWhenTheLastIsGone() {
    FakeCandidate first = open("/a");
    FakeCandidate second = open("/b");
    first.opened();
    second.opened();
    TestProbe<Done> done = KIT.createTestProbe(Done.class);
    registry.tell(new Registry.Drain(Waves.NONE, done.getRef()));
    FakeCandidate late = open("/a");
    eventually(() -> assertThat(late.refused).isTrue());
    eventually(() -> assertThat(first.endpoint.closedWith).isEqualTo(1001));
    first.opened().actor().tell(ConnectionCommand.Ended.INSTANCE);
    eventually(() -> assertThat(count()).isOne());
    done.expectNoMessage(Duration.ofMillis(50));
    second.opened().actor().tell(ConnectionCommand.Ended.INSTANCE);
    done.expectMessage(Done.getInstance());
    registry.tell(new Registry.Drain(Waves.NONE, done.getRef()));
    done.expectMessage(Done.getInstance());
  }

  @Test
  void drainingAnEmptyNodeAnswersAtOnce() {
    assertThat(this.<Done>ask(to -> new Registry.Drain(Waves.NONE, to)))
        .isEqualTo(Done.getInstance());
  }

  private FakeCandidate open(String route) {
    FakeCandidate candidate = new FakeCandidate("main", route);
    registry.tell(new Registry.Register(candidate));
    return candidate;
  }

  private Member openOn(String listener, String route) {
    FakeCandidate candidate = new FakeCandidate(listener, route);
    registry.tell(new Registry.Register(candidate));
    return candidate.opened();
  }

  private Optional<Member> find(ConnectionId id) {
    return this.<Found>ask(
            to -> new Registry.Resolve(0, new Target.Listed(List.of(id)), Optional.empty(), to))
        .members()
        .toList()
        .stream()
        .findFirst();
  }

  private int count() {
    return this.<Integer>ask(to -> new Registry.Count(Optional.empty(), to));
  }

  private int count(String route) {
    return this.<Integer>ask(to -> new Registry.Count(Optional.of(route), to));
  }

  private int countTag(String tag) {
    return this.<Integer>ask(to -> new Registry.CountLabel(Label.tag(tag), to));
  }

  private boolean kill(ConnectionId id) {
    return this.<Boolean>ask(to -> new Registry.Kill(id, to));
  }

  private boolean rename(ConnectionId current, ConnectionId next) {
    return this.<Boolean>ask(to -> new Registry.Rename(current, next, to));
  }

  private List<String> routes() {
    return ask(Registry.Routes::new);
  }

  private List<String> tags() {
    return ask(to -> new Registry.Names(Label.Kind.TAG, to));
  }

  private List<String> groups() {
    return ask(to -> new Registry.Names(Label.Kind.GROUP, to));
  }

  private Labelled join(Label label, Profile profile) {
    return ask(to -> new Registry.JoinLabel(label, profile, to));
  }

  private Labelled joinTag(String tag, Profile profile) {
    return join(Label.tag(tag), profile);
  }

  private Done leaveTag(String tag, Profile profile) {
    return ask(to -> new Registry.LeaveLabel(Label.tag(tag), profile, to));
  }

  private List<Member> matching(String expression) {
    return resolve(expression(expression), Optional.empty());
  }

  private static Target.Selection expression(String text) {
    return new Target.Matching(TagExpression.of(text));
  }

  private boolean subscribe(Member member, String... texts) {
    return this.<Boolean>ask(to -> new Registry.Subscribe(member::id, subscriptions(texts), to));
  }

  private static Set<Subscription> subscriptions(String... texts) {
    return texts.length == 0
        ? Set.of()
        : Set.of(new Subscription("package", "page", Map.of("channel", Set.of(texts))));
  }

  private List<Member> notified(String text) {
    Target.Subscribed notification =
        new Target.Subscribed("package", "page", new FilterValues.Single(text));
    return resolve(notification, Optional.empty());
  }

  private List<Member> resolve(Target.Selection selection, Optional<String> route) {
    Found found = ask(to -> new Registry.Resolve(1, selection, route, to));
    return found.members().toList();
  }

  private <T> T ask(Function<ActorRef<T>, Registry.Command> question) {
    TestProbe<T> probe = KIT.createTestProbe();
    registry.tell(question.apply(probe.getRef()));
    return probe.receiveMessage();
  }

  private static void eventually(ThrowingRunnable check) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(check);
  }

  /** A connection whose actor does what the real one does when it is closed, killed or ended. */
  private static final class FakeCandidate implements Candidate {
    final FakeEndpoint endpoint = new FakeEndpoint(null);
    final String listener;
    final String route;
    final CompletableFuture<Member> joined = new CompletableFuture<>();
    final List<Label> dissolved = new CopyOnWriteArrayList<>();
    volatile boolean refused;

    FakeCandidate(String listener, String route) {
      this.listener = listener;
      this.route = route;
    }

    Member opened() {
      return joined.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public String listener() {
      return listener;
    }

    @Override
    public String protocol() {
      return "raw";
    }

    @Override
    public String route() {
      return route;
    }

    @Override
    public Outbox outbox() {
      return endpoint.outbox();
    }

    @Override
    public Endpoint endpoint() {
      return endpoint;
    }

    @Override
    public Behavior<ConnectionCommand> behavior(
        Profile profile, ActorRef<Registry.Command> registry) {
      return Behaviors.receive(ConnectionCommand.class)
          .onMessage(
              ConnectionCommand.Drain.class,
              drain -> {
                endpoint.close(drain.code(), drain.reason());
                return Behaviors.same();
              })
          .onMessage(
              ConnectionCommand.Kill.class,
              kill -> {
                endpoint.kill();
                return Behaviors.same();
              })
          .onMessage(
              ConnectionCommand.Ended.class,
              ended -> {
                registry.tell(new Registry.Leave(profile, joined.join().actor()));
                return Behaviors.same();
              })
          .onMessage(
              ConnectionCommand.Dissolved.class,
              dissolved -> {
                this.dissolved.add(dissolved.label());
                return Behaviors.same();
              })
          .onMessage(ConnectionCommand.Released.class, released -> Behaviors.stopped())
          .build();
    }

    @Override
    public void opened(Member self) {
      joined.complete(self);
    }

    @Override
    public void refused() {
      refused = true;
    }
  }
}
