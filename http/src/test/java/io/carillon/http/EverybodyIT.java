package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.ConfigSources;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom calls mean that name nobody, where several systems share a server. */
class EverybodyIT {
  private static final String FREE_PORTS =
      """
      carillon.admin.port = 0
      carillon.listeners { main.port = 0, subscriptions.port = 0, web.port = 0, workerman.port = 0 }
      """;
  private static final String ROOMS = "carillon.listeners.rooms { host = 127.0.0.1, port = 0 }";
  private static final ConnectionId ALICE = new ConnectionId("alice");
  private static final ConnectionId CAROL = new ConnectionId("carol");

  private Door door;

  @AfterEach
  void close() {
    door.close();
  }

  /** alice on main, carol on rooms, both at the same path. */
  private void open(String frankenphp, String gateway) {
    door =
        Door.open(
            ROOMS,
            "carillon.admin.frankenphp-listener = \"" + frankenphp + "\"",
            "carillon.admin.gateway-listener = \"" + gateway + "\"");
    door.connectAs("/chat", "alice");
    door.connectToAs("rooms", "/chat", "carol");
  }

  private void answers(String method, String path, String json) {
    assertThat(Door.json(door.admin(method, "/frankenphp_ws/" + path, "")))
        .as(path)
        .isEqualTo(Door.json(json));
  }

  private void gateway(String function, String json) {
    assertThat(Door.json(door.post("/v1/gateway/" + function, "")))
        .as(function)
        .isEqualTo(Door.json(json));
  }

  @Test
  void theCompatibleApiMeansOneListenerUnlessARouteIsNamed() {
    open("main", "");

    answers("POST", "sendAll", "{'sentCount':1}");
    answers("GET", "getClients", "{'clients':['alice'],'route':''}");
    answers("GET", "getClientsCount", "{'count':1}");
    answers("POST", "sendAll?route=/chat", "{'sentCount':2,'route':'/chat'}");
    answers("GET", "getClientsCount?route=/chat", "{'count':2,'route':'/chat'}");
    gateway("getAllClientCount", "{'count':2}");
  }

  @Test
  void theGatewayMeansOneListenerUnlessSomebodyIsNamed() {
    open("", "rooms");
    Stream.of(ALICE, CAROL)
        .forEach(
            each -> {
              Gateway bound = door.server().gateway();
              bound.bindUid(each, "u-" + each).toCompletableFuture().join();
              bound.joinGroup(each, "g-" + each).toCompletableFuture().join();
            });

    gateway("getAllClientCount", "{'count':1}");
    gateway("getAllClientIdList", "{'clientIds':['carol']}");
    gateway("getAllUidList", "{'uids':['u-carol']}");
    gateway("getAllGroupIdList", "{'groups':['g-carol']}");
    gateway("getAllGroupClientIdList", "{'groups':{'g-carol':['carol']}}");
    gateway("getAllGroupUidList", "{'groups':{'g-carol':['u-carol']}}");
    gateway("getAllClientSessions", "{'sessions':{'carol':{}}}");
    assertThat(Door.json(door.post("/v1/gateway/sendToAll", "{\"message\":\"x\"}")).at("/targeted"))
        .hasToString("1");
    assertThat(Door.json(door.post("/v1/gateway/getClientCountByGroup", "{\"group\":\"g-alice\"}")))
        .isEqualTo(Door.json("{'count':1}"));
    answers("GET", "getClientsCount", "{'count':2}");
  }

  @Test
  void theGatewayInJavaMeansTheSameListener() {
    open("", "rooms");
    Gateway gateway = door.server().gateway();

    assertThat(gateway.lists().clientIds().toCompletableFuture().join()).containsExactly(CAROL);
    assertThat(gateway.sessions().all().toCompletableFuture().join()).containsOnlyKeys(CAROL);
    assertThat(gateway.sendToAll(Message.text("x")).toCompletableFuture().join().reached())
        .isEqualTo(1);
    assertThat(Gateway.of(door.server().engine()).lists().clientIds().toCompletableFuture().join())
        .containsExactlyInAnyOrder(ALICE, CAROL);
  }

  @Test
  void withoutAListenerAllConnectionsAreMeant() {
    open("", "");

    answers("POST", "sendAll", "{'sentCount':2}");
    answers("GET", "getClientsCount", "{'count':2}");
    gateway("getAllClientCount", "{'count':2}");
  }

  @Test
  void inTheDemoNoSystemHearsWhatIsMeantForAnother() {
    door =
        Door.of(
            ConfigFactory.parseString(FREE_PORTS)
                .withFallback(ConfigFactory.parseResources("demo.conf"))
                .withFallback(ConfigSources.shipped().load())
                .resolve());
    Map<String, Peer> peers =
        Map.of(
            "main", door.connectTo("main", "/chat"),
            "subscriptions", door.connectTo("subscriptions", "/"),
            "events", door.connectTo("web", "/live"),
            "analytics", door.connectTo("web", "/ws/analytics"),
            "workerman", door.connectTo("workerman", "/"));

    assertThat(Door.json(door.post("/frankenphp_ws/sendAll", "from PHP")))
        .isEqualTo(Door.json("{'sentCount':1}"));
    assertThat(door.post("/v1/gateway/sendToAll", "{\"message\":\"from the gateway\"}").body())
        .contains("\"targeted\":1");

    assertThat(hearersOf(peers, "text:from PHP")).containsExactly("main");
    assertThat(hearersOf(peers, "text:from the gateway")).containsExactly("workerman");
  }

  private static List<String> hearersOf(Map<String, Peer> peers, String text) {
    TreeSet<String> names = new TreeSet<>(peers.keySet());
    return names.stream().filter(name -> peers.get(name).settle().heard().contains(text)).toList();
  }
}
