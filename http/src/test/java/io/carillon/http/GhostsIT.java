package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GhostsIT {
  private static final String API = "/frankenphp_ws/";

  private Door door;
  private Peer alice;

  @BeforeEach
  void open() {
    door = Door.open("carillon.engine.state.max-ghosts = 1");
    alice = door.connectAs("/chat", "alice");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static void answers(HttpResponse<String> response, String json) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private void changes(String action, String client, boolean success) {
    answers(
        door.post(API + action + "/" + client, ""),
        "{'clientID':'%s','success':%s,'action':'%s'}".formatted(client, success, action));
  }

  private void isGhost(String client, boolean ghost) {
    answers(
        door.get(API + "isGhost/" + client),
        "{'clientID':'%s','isGhost':%s}".formatted(client, ghost));
  }

  private int sendAll() {
    return Door.json(door.post(API + "sendAll", "hello")).get("sentCount").asInt();
  }

  private int clients() {
    return Door.json(door.get(API + "getClientsCount")).get("count").asInt();
  }

  /** Makes alice a ghost and ends her socket. */
  private void haunt() {
    changes("activateGhost", "alice", true);
    alice.leave();
    await().until(() -> sendAll() == 0);
  }

  @Test
  void aGhostIsListedAndCountedButNotReached() {
    door.post(API + "tag/alice", "vip");
    door.post(API + "setStoredInformation/alice/login", "marie");
    door.post(API + "enableQueueCounter/alice", "");
    assertThat(sendAll()).isOne();
    haunt();

    isGhost("alice", true);
    answers(door.get(API + "getClients?route=/chat"), "{'clients':['alice'],'route':'/chat'}");
    answers(door.get(API + "getClientsByTag/vip"), "{'tag':'vip','clients':['alice']}");
    answers(
        door.get(API + "getAllStoredInformation/alice"),
        "{'clientID':'alice','information':{'login':'marie'}}");
    answers(
        door.get(API + "searchStoredInformation?key=login&op=eq&value=marie"),
        "{'clients':['alice'],'count':1,'key':'login','op':'eq','value':'marie','route':''}");
    answers(door.post(API + "sendToTag/vip", "hello"), "{'tag':'vip','route':'','sentCount':0}");
    assertThat(Door.json(door.get(API + "getClientMessageCounter/alice")).get("counter").asInt())
        .isPositive();
  }

  @Test
  void aGhostCanBeRenamedAndItsNameIsTaken() {
    haunt();
    assertThat(door.post(API + "renameConnection/alice/bob", "").statusCode()).isEqualTo(200);
    isGhost("bob", true);
    isGhost("alice", false);
    door.connectAs("/chat", "carol");
    assertThat(door.post(API + "renameConnection/carol/bob", "").statusCode()).isEqualTo(400);
    changes("releaseGhost", "bob", true);
    await().until(() -> clients() == 1);
    assertThat(door.post(API + "renameConnection/carol/bob", "").statusCode()).isEqualTo(200);
    isGhost("bob", false);
  }

  @Test
  void aReleasedGhostIsForgotten() {
    door.post(API + "tag/alice", "vip");
    door.post(API + "setStoredInformation/alice/login", "marie");
    haunt();

    changes("releaseGhost", "alice", true);

    await().until(() -> clients() == 0);
    isGhost("alice", false);
    changes("releaseGhost", "alice", false);
    changes("activateGhost", "alice", false);
    answers(door.get(API + "getTagCount/vip"), "{'tag':'vip','count':0}");
    answers(
        door.get(API + "getAllStoredInformation/alice"), "{'clientID':'alice','information':{}}");
  }

  @Test
  void releasingClosesASocketThatIsStillOpen() throws Exception {
    changes("activateGhost", "alice", true);
    changes("activateGhost", "alice", true);
    changes("releaseGhost", "alice", true);
    assertThat(alice.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1000);
    await().until(() -> clients() == 0);
  }

  @Test
  void aGhostCanBeKilled() {
    haunt();
    answers(door.post(API + "killConnection/alice", ""), "{'clientID':'alice','success':true}");
    assertThat(clients()).isZero();
    isGhost("alice", false);
  }

  @Test
  void oneGhostTooManyIsRefused() {
    haunt();
    Peer bob = door.connectAs("/chat", "bob");

    answers(
        door.post(API + "activateGhost/bob", ""),
        "{'clientID':'bob','success':false,'action':'activateGhost',"
            + "'error':'as many ghosts as carillon.engine.state.max-ghosts'}");

    isGhost("bob", false);
    assertThat(sendAll()).isOne();
    bob.leave();
    await().until(() -> clients() == 1);
    changes("releaseGhost", "alice", true);
    await().until(() -> clients() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "0123456789abcdef0123456789abcdef", "a b"})
  void whoIsNotThereIsNoGhost(String client) {
    String segment = client.replace(" ", "%20");
    for (String action : new String[] {"activateGhost", "releaseGhost"}) {
      answers(
          door.post(API + action + "/" + segment, ""),
          "{'clientID':'%s','success':false,'action':'%s'}".formatted(client, action));
    }
    answers(
        door.get(API + "isGhost/" + segment),
        "{'clientID':'%s','isGhost':false}".formatted(client));
    assertThat(clients()).isOne();
  }

  @Test
  void anIdThatNobodyCanHaveIsNoGhost() {
    String tooLong = "x".repeat(129);
    changes("activateGhost", tooLong, false);
    changes("releaseGhost", tooLong, false);
    isGhost(tooLong, false);
  }
}
