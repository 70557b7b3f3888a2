package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Stored;
import io.carillon.http.gateway.GatewayLists;
import io.carillon.http.gateway.GatewaySessions;
import io.carillon.http.gateway.GroupReceipts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway in Java, as a program that embeds the server uses it. */
class GatewayIT {
  private static final Message HELLO = Message.text("hello");
  private static final ConnectionId NOBODY = new ConnectionId("nobody");

  private final ConnectionId alice = new ConnectionId("alice");
  private final ConnectionId bob = new ConnectionId("bob");
  private final ConnectionId carol = new ConnectionId("carol");
  private Door door;
  private Gateway gateway;
  private Peer peer;

  @BeforeEach
  void open() {
    door = Door.open();
    gateway = door.server().gateway();
    peer = door.connectAs("/chat", "alice");
    door.connectAs("/chat", "bob");
    door.connectAs("/other", "carol");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void sendsToAllToSomeAndNotToTheExcluded() {
    assertThat(reached(gateway.sendToAll(HELLO))).isEqualTo(3);
    assertThat(reached(gateway.sendToAll(HELLO, Optional.empty(), Set.of(bob)))).isEqualTo(2);
    assertThat(reached(gateway.sendToAll(HELLO, Optional.of(List.of(alice, bob)), Set.of(bob))))
        .isOne();
    assertThat(reached(gateway.sendToAll(HELLO, Optional.of(List.of()), Set.of()))).isZero();
    assertThat(reached(gateway.sendToClient(alice, HELLO))).isOne();
    assertThat(reached(gateway.sendToClient(NOBODY, HELLO))).isZero();
    await().until(() -> peer.heard().size() == 4);
  }

  @Test
  void sendsWithItsOptions() {
    Gateway received = gateway.with(BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED));

    Receipt receipt = join(received.sendToAll(HELLO));

    assertThat(receipt.level()).isEqualTo(Level.RECEIVED);
    assertThat(receipt.counts().received()).isEqualTo(3);
  }

  @Test
  void aClientInTwoGroupsHearsOnceUnlessAskedOtherwise() {
    join(gateway.joinGroup(alice, "a"));
    join(gateway.joinGroup(alice, "b"));
    join(gateway.joinGroup(bob, "b"));

    assertThat(reached(gateway.sendToGroup(List.of("a", "b"), HELLO, Set.of()))).isEqualTo(2);
    assertThat(reached(gateway.sendToGroup(List.of("a", "b"), HELLO, Set.of(alice)))).isOne();
    GroupReceipts sent =
        join(gateway.sendToEachGroup(List.of("a", "b", "none"), Message.text("each"), Set.of()));
    assertThat(sent.receipts()).extracting(Receipt::reached).containsExactly(1, 2, 0);
    assertThat(sent.refused()).isEmpty();
    assertThat(sent.reached()).isEqualTo(3);
    assertThat(reached(gateway.sendToClient(alice, Message.text("end")))).isOne();
    await().until(() -> peer.heard().contains("text:end"));
    assertThat(peer.heard()).containsExactly("text:hello", "text:each", "text:each", "text:end");
  }

  @Test
  void aUserHasManyClientsAndAClientOneUser() {
    assertThat(join(gateway.bindUid(alice, "7"))).isEqualTo(Labelled.DONE);
    join(gateway.bindUid(bob, "7"));
    assertThat(reached(gateway.sendToUid(List.of("7"), HELLO))).isEqualTo(2);
    assertThat(reached(gateway.sendToUid(List.of("7", "8"), HELLO))).isEqualTo(2);
    join(gateway.bindUid(bob, "8"));
    assertThat(join(gateway.lists().clientIdsByUids(List.of("8", "7", "9"))))
        .isEqualTo(Map.of("7", List.of(alice), "8", List.of(bob), "9", List.of()));
    join(gateway.unbindUid(bob));
    assertThat(join(gateway.lists().uidOf(bob))).isEmpty();
    assertThat(join(gateway.lists().uidOf(alice))).contains("7");
    assertThat(join(gateway.lists().uidOf(NOBODY))).isEmpty();
    assertThat(join(gateway.bindUid(NOBODY, "7"))).isEqualTo(Labelled.UNKNOWN_CONNECTION);
    assertThat(join(gateway.lists().areUidsOnline(List.of("7", "8"))))
        .isEqualTo(Map.of("7", true, "8", false));
    assertThat(join(gateway.lists().uids())).containsExactly("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0"})
  void whatGatewayWorkerTakesForNoneIsNoName(String name) {
    assertThatThrownBy(() -> gateway.bindUid(alice, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uid: expected 1 to 256 bytes of UTF-8, and not 0");
    assertThatThrownBy(() -> gateway.joinGroup(alice, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("group: expected");
  }

  @Test
  void listsPeopleByGroup() {
    join(gateway.joinGroup(alice, "a"));
    join(gateway.joinGroup(bob, "a"));
    join(gateway.joinGroup(carol, "b"));
    join(gateway.bindUid(alice, "7"));
    join(gateway.bindUid(bob, "7"));
    GatewayLists lists = gateway.lists();

    assertThat(join(lists.clientCount())).isEqualTo(3);
    assertThat(join(lists.clientCount("a"))).isEqualTo(2);
    assertThat(join(lists.clientCounts(List.of("b", "a", "c"))))
        .isEqualTo(Map.of("a", 2, "b", 1, "c", 0));
    assertThat(join(lists.clientIds())).containsExactlyInAnyOrder(alice, bob, carol);
    assertThat(join(lists.clientIdsByGroup(List.of("a", "b", "a")))).hasSize(3);
    assertThat(join(lists.uidsByGroup("a"))).containsExactly("7");
    assertThat(join(lists.groups())).containsExactly("a", "b");
    assertThat(join(lists.uidsOfAllGroups()))
        .isEqualTo(Map.of("a", new TreeSet<>(Set.of("7")), "b", new TreeSet<>()));
    assertThat(join(lists.clientIdsOfAllGroups()).get("b")).containsExactly(carol);
    assertThat(join(lists.uidCount())).isOne();
    assertThat(join(lists.uidCount("a"))).isOne();
    assertThat(join(lists.uidCount("b"))).isZero();
    assertThat(join(lists.uidCountsOfAllGroups())).isEqualTo(Map.of("a", 1, "b", 0));
    assertThat(join(lists.clientCountsOfAllGroups())).isEqualTo(Map.of("a", 2, "b", 1));
    assertThat(join(lists.isOnline(alice))).isTrue();
    assertThat(join(lists.isOnline(NOBODY))).isFalse();
    assertThat(join(gateway.ungroup("a"))).isEqualTo(2);
    join(gateway.leaveGroup(carol, "b"));
    assertThat(join(lists.clientIdsOfAllGroups())).isEmpty();
  }

  @Test
  void sessionsEndWithTheirConnection() {
    GatewaySessions sessions = gateway.sessions();
    assertThat(join(sessions.of(alice))).contains(json("{}"));
    assertThat(join(sessions.replace(alice, json("{\"a\":{\"b\":1}}")))).isEqualTo(Stored.DONE);
    assertThat(join(sessions.update(alice, json("{\"a\":{\"c\":2}}")))).isEqualTo(Stored.DONE);
    assertThat(join(sessions.of(alice))).contains(json("{\"a\":{\"b\":1,\"c\":2}}"));
    assertThat(join(sessions.all())).hasSize(3).containsEntry(bob, json("{}"));
    join(gateway.joinGroup(alice, "g"));
    assertThat(join(sessions.byGroup("g"))).containsOnlyKeys(alice);
    assertThat(join(sessions.replace(NOBODY, json("{}")))).isEqualTo(Stored.UNKNOWN_CONNECTION);
    assertThatThrownBy(() -> sessions.replace(alice, json("[]")))
        .hasMessage("invalid JSON: expected an object");
    String large = "{\"a\":\"" + "x".repeat(64 * 1024) + "\"}";
    assertThat(join(sessions.replace(alice, json(large)))).isEqualTo(Stored.TOO_MUCH);
    join(gateway.destroyClient(alice));
    assertThat(join(sessions.of(alice))).isEmpty();
    door.connectAs("/chat", "alice");
    assertThat(join(sessions.of(alice))).contains(json("{}"));
    assertThat(join(gateway.lists().clientCount("g"))).isZero();
  }

  @Test
  void aLastMessageLeavesBeforeTheCloseFrame() {
    join(gateway.sendToClient(alice, HELLO));
    Receipt receipt = join(gateway.closeClient(alice, Message.text("bye")));

    assertThat(peer.closed().join()).isEqualTo(1000);
    assertThat(peer.heard()).containsExactly("text:hello", "text:bye");
    assertThat(receipt.targeted()).isOne();
    await().until(() -> stored(receipt).counts().written() == 1);
    assertThat(join(gateway.closeClient(NOBODY))).isFalse();
    assertThat(join(gateway.closeClient(NOBODY, HELLO)).targeted()).isZero();
  }

  @Test
  void aDestroyedClientSeesNoCloseFrame() {
    assertThat(join(gateway.destroyClient(alice))).isTrue();
    assertThat(peer.closed().join()).isEqualTo(1006);
    assertThat(join(gateway.destroyClient(alice))).isFalse();
  }

  private Receipt stored(Receipt receipt) {
    return join(door.server().engine().receipt(receipt.id())).orElseThrow();
  }

  private static int reached(CompletionStage<Receipt> sent) {
    return join(sent).reached();
  }

  private static ByteString json(String text) {
    return ByteString.fromString(text);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
