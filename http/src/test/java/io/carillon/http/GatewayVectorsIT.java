package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program that was written for GatewayWorker relies on, seen from both of its sides. */
class GatewayVectorsIT {
  private Door door;
  private Peer alice;
  private Peer bob;
  private Peer carol;

  @BeforeEach
  void open() {
    door = Door.open();
    alice = door.connectAs("/chat", "alice");
    bob = door.connectAs("/chat", "bob");
    carol = door.connectAs("/chat", "carol");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void sendToAllLeavesOutWhomItExcludes() {
    assertThat(sent("sendToAll", "{'message':'1','exclude':'bob'}")).isEqualTo(2);
    assertThat(sent("sendToAll", "{'message':'2','exclude':['alice','bob']}")).isOne();
    assertThat(sent("sendToAll", "{'message':'3','clientIds':['alice','bob'],'exclude':'bob'}"))
        .isOne();
    assertThat(sent("sendToAll", "{'message':'4','clientIds':[]}")).isZero();
    assertThat(sent("sendToAll", "{'message':'5'}")).isEqualTo(3);

    assertThat(alice.settle().heard()).containsExactly("text:1", "text:3", "text:5");
    assertThat(bob.settle().heard()).containsExactly("text:5");
    assertThat(carol.settle().heard()).containsExactly("text:1", "text:2", "text:5");
  }

  @Test
  void sendToGroupDeliversOnceUnlessAskedForOncePerGroup() {
    succeeds("joinGroup", "{'clientId':'alice','group':'a'}");
    succeeds("joinGroup", "{'clientId':'alice','group':'b'}");
    succeeds("joinGroup", "{'clientId':'bob','group':'b'}");

    assertThat(sent("sendToGroup", "{'groups':['a','b'],'message':'once'}")).isEqualTo(2);
    assertThat(sent("sendToGroup", "{'groups':['a','b'],'message':'each','oncePerGroup':true}"))
        .isEqualTo(3);
    assertThat(sent("sendToGroup", "{'group':'b','message':'others','exclude':'alice'}")).isOne();

    assertThat(alice.settle().heard()).containsExactly("text:once", "text:each", "text:each");
    assertThat(bob.settle().heard()).containsExactly("text:once", "text:each", "text:others");
    assertThat(carol.settle().heard()).isEmpty();
  }

  @Test
  void bindUidTakesThePlaceOfTheUserBefore() {
    succeeds("bindUid", "{'clientId':'alice','uid':'7'}");
    succeeds("bindUid", "{'clientId':'bob','uid':'7'}");
    succeeds("bindUid", "{'clientId':'alice','uid':'8'}");

    answers("getUidByClientId", "{'clientId':'alice'}", "{'uid':'8'}");
    answers("getClientIdByUid", "{'uid':'7'}", "{'clientIds':['bob']}");
    assertThat(sent("sendToUid", "{'uid':'7','message':'seven'}")).isOne();
    assertThat(sent("sendToUid", "{'uids':['7','8'],'message':'both'}")).isEqualTo(2);
    assertThat(alice.settle().heard()).containsExactly("text:both");
    assertThat(bob.settle().heard()).containsExactly("text:seven", "text:both");

    succeeds("unbindUid", "{'clientId':'bob','uid':'another'}");
    answers("isUidOnline", "{'uid':'7'}", "{'online':false}");
  }

  @Test
  void ungroupDissolvesTheGroupAndKeepsTheConnections() {
    succeeds("joinGroup", "{'clientId':'alice','group':'a'}");
    succeeds("joinGroup", "{'clientId':'bob','group':'a'}");
    succeeds("joinGroup", "{'clientId':'bob','group':'b'}");

    answers("ungroup", "{'group':'a'}", "{'count':2}");

    assertThat(sent("sendToGroup", "{'group':'a','message':'nobody'}")).isZero();
    answers("getAllGroupClientIdCount", "", "{'groups':{'b':1}}");
    assertThat(sent("sendToAll", "{'message':'all'}")).isEqualTo(3);
    assertThat(alice.settle().heard()).containsExactly("text:all");
  }

  @Test
  void updateSessionMergesAtEveryDepth() {
    succeeds(
        "setSession",
        "{'clientId':'alice','session':{'user':{'name':'A','seat':{'row':1,'no':2}},'n':1}}");
    succeeds(
        "updateSession",
        "{'clientId':'alice','session':{'user':{'seat':{'no':9,'side':'left'}},'m':[1,2]}}");

    answers(
        "getSession",
        "{'clientId':'alice'}",
        "{'session':{'user':{'name':'A','seat':{'row':1,'no':9,'side':'left'}},'n':1,'m':[1,2]}}");
    succeeds("setSession", "{'clientId':'alice','session':{'only':true}}");
    answers("getSession", "{'clientId':'alice'}", "{'session':{'only':true}}");
  }

  @Test
  void getSessionTellsNoSuchIdNobodyAndNothingApart() {
    answers("getSession", "{'clientId':''}", "{'session':false}");
    answers("getSession", "{'clientId':'nobody'}", "{'session':null}");
    answers("getSession", "{'clientId':'alice'}", "{'session':{}}");

    succeeds("setSession", "{'clientId':'alice','session':{'a':1}}");
    succeeds("setSession", "{'clientId':'alice','session':[]}");
    answers("getSession", "{'clientId':'alice'}", "{'session':{}}");
  }

  @Test
  void isOnlineUntilTheConnectionEnds() {
    answers("isOnline", "{'clientId':'alice'}", "{'online':true}");
    answers("isOnline", "{'clientId':'nobody'}", "{'online':false}");
    succeeds("bindUid", "{'clientId':'alice','uid':'7'}");
    succeeds("joinGroup", "{'clientId':'alice','group':'a'}");

    succeeds("closeClient", "{'clientId':'alice','message':'bye'}");

    assertThat(alice.closed().join()).isEqualTo(1000);
    assertThat(alice.heard()).containsExactly("text:bye");
    await().until(() -> call("getAllClientCount", "").get("count").asInt() == 2);
    answers("isOnline", "{'clientId':'alice'}", "{'online':false}");
    answers("isUidOnline", "{'uid':'7'}", "{'online':false}");
    answers("getClientIdListByGroup", "{'group':'a'}", "{'clientIds':[]}");
  }

  private int sent(String function, String arguments) {
    JsonNode receipt = call(function, arguments);
    int reached =
        receipt.has("receipts")
            ? receipt.get("reached").asInt()
            : receipt.get("counts").get("written").asInt();
    assertThat(reached).as("everybody targeted").isEqualTo(receipt.get("targeted").asInt());
    return reached;
  }

  private void succeeds(String function, String arguments) {
    assertThat(call(function, arguments).get("success").asBoolean()).isTrue();
  }

  private void answers(String function, String arguments, String answer) {
    assertThat(call(function, arguments)).isEqualTo(Door.json(answer));
  }

  private JsonNode call(String function, String arguments) {
    HttpResponse<String> response =
        door.post("/v1/gateway/" + function, arguments.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Door.json(response);
  }
}
