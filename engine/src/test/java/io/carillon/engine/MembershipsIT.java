package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoErrorsLogged.class)
class MembershipsIT {
  private static final int MOST = 64;

  private TestNode node;
  private TestPeers peers;
  private Memberships memberships;

  @BeforeEach
  void start() {
    node = new TestNode();
    peers = new TestPeers(node.port());
    memberships = node.engine.memberships();
  }

  @AfterEach
  void stop() {
    peers.close();
    node.close();
  }

  @Test
  void whoIsInSeveralGroupsGetsOneMessage() {
    List<ConnectionId> ids = open(3);
    join(ids.get(0), Label.group("a"));
    join(ids.get(0), Label.group("b"));
    join(ids.get(1), Label.group("b"));

    assertThat(reached(Target.group("a", "b"))).isEqualTo(2);
    assertThat(reached(Target.group("a", "b").excluding(Set.of(ids.get(0))))).isOne();
    assertThat(reached(Target.group())).isZero();
    assertThat(await(memberships.count(Label.group("b")))).isEqualTo(2);
    assertThat(await(node.engine.connections(Target.group("a")))).containsExactly(ids.get(0));
  }

  @Test
  void aUserHasManyConnectionsAndAConnectionOneUser() {
    List<ConnectionId> ids = open(2);
    join(ids.get(0), Label.user("7"));
    join(ids.get(1), Label.user("7"));
    assertThat(reached(Target.user("7"))).isEqualTo(2);

    join(ids.get(1), Label.user("8"));

    assertThat(reached(Target.user("7"))).isOne();
    assertThat(reached(Target.user("8"))).isOne();
    assertThat(await(memberships.of(ids.get(1))).user()).contains("8");
    await(memberships.leaveAll(ids.get(1), Label.Kind.USER));
    await(memberships.leaveAll(ids.get(1), Label.Kind.USER));
    assertThat(reached(Target.user("8"))).isZero();
    Awaitility.await().until(() -> await(memberships.names(Label.Kind.USER)).equals(List.of("7")));
  }

  @Test
  void groupsAndUsersAreNoTags() {
    ConnectionId id = open(1).get(0);
    join(id, Label.group("g"));
    join(id, Label.user("u"));

    assertThat(await(node.engine.tags())).isEmpty();
    assertThat(await(node.engine.tagsOf(id))).isEmpty();
    assertThat(reached(Target.tagExpression("*"))).isZero();
    assertThat(reached(Target.tagExpression("!g & !u"))).isOne();
    await(node.engine.clearTags(id));
    assertThat(await(memberships.of(id)).groups()).containsExactly("g");
  }

  @Test
  void oneGroupTooManyIsRefusedAndChangesNothing() {
    ConnectionId id = open(1).get(0);
    for (int i = 0; i < MOST; i++) {
      join(id, Label.group("g" + i));
    }

    assertThat(await(memberships.join(id, Label.group("more")))).isEqualTo(Labelled.TOO_MANY);
    assertThat(await(memberships.count(Label.group("more")))).isZero();
    join(id, Label.group("g0"));
    join(id, Label.tag("t"));
    join(id, Label.user("u"));
  }

  private int dissolved(Label label) {
    return Gathered.sum(await(memberships.dissolve(label)));
  }

  @Test
  void whatIsDissolvedHasNobodyAndItsConnectionsStay() {
    List<ConnectionId> ids = open(20);
    ids.forEach(id -> join(id, Label.group("g")));

    assertThat(dissolved(Label.group("g"))).isEqualTo(20);
    assertThat(await(node.engine.summaries(Target.all())))
        .hasSize(20)
        .allSatisfy(each -> assertThat(each.labels()).isEqualTo(Labels.NONE));
    assertThat(reached(Target.group("g"))).isZero();
    join(ids.get(3), Label.group("g"));
    assertThat(reached(Target.group("g"))).isOne();
    assertThat(dissolved(Label.group("none"))).isZero();
  }

  @Test
  void nobodyIsLabelledWhoIsNotThere() {
    ConnectionId nobody = ConnectionId.random(9);
    assertThat(await(memberships.join(nobody, Label.group("g"))))
        .isEqualTo(Labelled.UNKNOWN_CONNECTION);
    await(memberships.leave(nobody, Label.group("g")));
    await(memberships.leaveAll(nobody, Label.Kind.USER));
    assertThat(await(memberships.of(nobody))).isEqualTo(Labels.NONE);
    assertThat(await(memberships.names(Label.Kind.GROUP))).isEmpty();
  }

  @Test
  void labelsEndWithTheirConnection() {
    ConnectionId id = open(1).get(0);
    join(id, Label.group("g"));
    join(id, Label.user("u"));
    await(node.engine.kill(id));

    assertThat(await(memberships.count(Label.group("g")))).isZero();
    assertThat(await(memberships.count(Label.user("u")))).isZero();
    Awaitility.await().until(() -> await(memberships.names(Label.Kind.GROUP)).isEmpty());
    Awaitility.await().until(() -> await(memberships.names(Label.Kind.USER)).isEmpty());
  }

  /** What a connection says of itself and what finds it are the same once all is quiet. */
  @Test
  void staysConsistentUnderConcurrentChanges() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<ConnectionId> ids = open(20);
    List<CompletableFuture<?>> changes = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      ConnectionId id = ids.get(random.nextInt(ids.size()));
      Label.Kind kind = Label.Kind.values()[random.nextInt(3)];
      Label label = new Label(kind, "n" + random.nextInt(5));
      changes.add(change(random, id, label).toCompletableFuture());
    }
    changes.forEach(CompletableFuture::join);
    for (Label.Kind kind : Label.Kind.values()) {
      for (int name = 0; name < 5; name++) {
        Label label = new Label(kind, "n" + name);
        Set<ConnectionId> say = new TreeSet<>();
        for (ConnectionId id : ids) {
          if (await(memberships.of(id)).contains(label)) {
            say.add(id);
          }
        }
        assertThat(await(node.engine.connections(Target.labelled(kind, List.of("n" + name)))))
            .as("%s, seed %s", label, seed)
            .containsExactlyInAnyOrderElementsOf(say);
      }
    }
  }

  private CompletionStage<?> change(Random random, ConnectionId id, Label label) {
    return switch (random.nextInt(10)) {
      case 0 -> memberships.dissolve(label);
      case 1 -> memberships.leaveAll(id, label.kind());
      case 2, 3, 4 -> memberships.leave(id, label);
      default -> memberships.join(id, label);
    };
  }

  private List<ConnectionId> open(int count) {
    peers.open("/chat", count);
    return await(node.engine.connections(Optional.empty()));
  }

  private void join(ConnectionId id, Label label) {
    assertThat(await(memberships.join(id, label))).isEqualTo(Labelled.DONE);
  }

  private int reached(Target target) {
    return BroadcastIT.send(node, target, BroadcastOptions.DEFAULT).reached();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return TestNode.await(stage);
  }
}
