package io.carillon.engine;

import static io.carillon.engine.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.message.Condition;
import io.carillon.engine.message.Condition.Operator;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Stored;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformationIT {
  private static final int LARGE = 1 << 20;

  private final TestNode node = tuned();
  private final Information information = node.engine.information();

  /** Whoever is not kept is collected, and its socket closed. */
  private final List<RawPeer> peers = new ArrayList<>();

  private static TestNode tuned() {
    Tuning tuning = new Tuning();
    tuning.state =
        new StateSettings(4, 2 * LARGE, LARGE, 1, 1, 1, Optional.empty(), Duration.ofSeconds(1));
    return tuning.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private ConnectionId connect(String route) {
    peers.add(RawPeer.open(node.port(), route));
    return await(node.engine.connections(Optional.of(route))).get(0);
  }

  private List<ConnectionId> search(String key, Operator operator, String value) {
    return await(information.search(new Condition(key, operator, value), Optional.empty()));
  }

  @Test
  void isKeptWithAConnectionUnderItsNewIdToo() {
    ConnectionId id = connect("/chat");
    ConnectionId alice = new ConnectionId("alice");
    assertThat(await(information.store(id, "login", "marie"))).isEqualTo(Stored.DONE);
    assertThat(await(information.store(id, "note", ""))).isEqualTo(Stored.DONE);
    await(node.engine.rename(id, alice));
    assertThat(await(information.of(alice)))
        .containsExactly(Map.entry("login", "marie"), Map.entry("note", ""));
    assertThat(search("login", Operator.EQ, "marie")).containsExactly(alice);
    assertThat(await(information.of(id))).isEmpty();
    assertThat(await(information.forget(alice, "nothing"))).isTrue();
    await(information.clear(alice));
    assertThat(await(information.forget(alice, "login"))).isFalse();
    assertThat(search("login", Operator.NEQ, "x")).isEmpty();
  }

  @Test
  void whatIsTooMuchIsRefusedAndDisturbsNothing() {
    ConnectionId id = connect("/chat");
    for (int i = 0; i < 4; i++) {
      assertThat(await(information.store(id, "k" + i, "v"))).isEqualTo(Stored.DONE);
    }
    assertThat(await(information.store(id, "k4", "v"))).isEqualTo(Stored.TOO_MUCH);
    assertThat(await(information.store(id, "k0", "v".repeat(2 * LARGE))))
        .isEqualTo(Stored.TOO_MUCH);
    assertThat(await(information.of(id))).hasSize(4).containsEntry("k0", "v");
  }

  @Test
  void endsWithItsConnectionAndIsNeverKeptForNobody() {
    RawPeer peer = RawPeer.open(node.port(), "/chat");
    ConnectionId id = await(node.engine.connections(Optional.empty())).get(0);
    await(information.store(id, "login", "marie"));
    peer.close();
    Awaitility.await().until(() -> search("login", Operator.EQ, "marie").isEmpty());
    assertThat(await(information.store(id, "login", "x"))).isEqualTo(Stored.UNKNOWN_CONNECTION);
    assertThat(await(information.of(id))).isEmpty();
  }

  @Test
  void aSearchSeesEveryConnectionOfTheRouteAndNoOther() {
    try (TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 2000);
      peers.open("/api", 100);
      List<ConnectionId> chat = await(node.engine.connections(Optional.of("/chat")));
      List<ConnectionId> api = await(node.engine.connections(Optional.of("/api")));
      storeNumbers(chat);
      storeNumbers(api);
      assertThat(search("number", Operator.REGEX, "^1?7$")).hasSize(4);
      Condition all = new Condition("number", Operator.NEQ, "");
      assertThat(await(information.search(all, Optional.of("/chat"))))
          .containsExactlyInAnyOrderElementsOf(chat);
      assertThat(await(information.search(all, Optional.of("/nope")))).isEmpty();
    }
  }

  @Test
  void aSearchThatTakesTooLongGivesUpAndHoldsNobodyElseUp() {
    try (TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 40);
      for (ConnectionId id : await(node.engine.connections(Optional.empty()))) {
        await(information.store(id, "text", "ab".repeat(LARGE / 2)));
      }
      Condition slow = new Condition("text", Operator.REGEX, "(?:[ab]{9,90}){15}c");
      List<CompletionStage<List<ConnectionId>>> searches = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        searches.add(information.search(slow, Optional.empty()));
      }
      assertThatThrownBy(() -> await(searches.get(8)))
          .hasStackTraceContaining("too many searches under way");
      assertThat(await(node.engine.connectionCount(Optional.empty()))).isEqualTo(40);
      assertThatThrownBy(() -> await(searches.get(0)))
          .hasStackTraceContaining("searching took longer than 2 s");
    }
  }

  private void storeNumbers(List<ConnectionId> ids) {
    List<CompletionStage<Stored>> answers = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      answers.add(information.store(ids.get(i), "number", String.valueOf(i)));
    }
    answers.forEach(TestNode::await);
  }
}
