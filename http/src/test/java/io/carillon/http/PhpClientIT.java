package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions against a running server: connections, sends and tags. */
class PhpClientIT {
  private static final String NOBODY = "00000001aaaaaaaaaaaaaaaaaaaaaaaa";

  private Door door;
  private Php php;

  @BeforeEach
  void open() {
    door = Door.open();
    php = Php.with(door);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void is(String expression, String json) {
    assertThat(php.value(expression)).as(expression).isEqualTo(Door.json(json));
  }

  private void areIds(String expression, ConnectionId... ids) {
    assertThat(StreamSupport.stream(php.value(expression).spliterator(), false))
        .as(expression)
        .extracting(id -> id.asText())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ids).map(ConnectionId::toString).toList());
  }

  @Test
  void listsAndCountsConnections() {
    ConnectionId first = door.connectAs("/chat");
    ConnectionId second = door.connectAs("/chat");
    ConnectionId third = door.connectAs("/api");

    areIds("frankenphp_ws_getClients()", first, second, third);
    areIds("frankenphp_ws_getClients('/chat')", first, second);
    areIds("frankenphp_ws_getClients('/nope')");
    areIds("frankenphp_ws_getClients('')", first, second, third);
    is("frankenphp_ws_getClientsCount()", "3");
    is("frankenphp_ws_getClientsCount(null)", "3");
    is("frankenphp_ws_getClientsCount('/chat')", "2");
    is("frankenphp_ws_getClientsCount('/nope')", "0");
    assertThat(php.value("frankenphp_ws_listRoutes()"))
        .extracting(route -> route.asText())
        .containsExactlyInAnyOrder("/chat", "/api");
  }

  @Test
  void hasNothingToListWhereNobodyIs() {
    is("frankenphp_ws_getClients()", "[]");
    is("frankenphp_ws_getClientsCount()", "0");
    is("frankenphp_ws_listRoutes()", "[]");
    is("frankenphp_ws_getTags()", "[]");
    is("frankenphp_ws_getClientsByTag('vip')", "[]");
    is("frankenphp_ws_getTagCount('vip')", "0");
    is("frankenphp_ws_sendAll('x')", "0");
    is("frankenphp_ws_sendToTag('vip', 'x')", "0");
  }

  @Test
  void sendsToEverybodyOrOneRouteAndReturnsTheCount() {
    Peer chat = door.connect("/chat");
    Peer other = door.connect("/chat");
    Peer api = door.connect("/api");

    is("frankenphp_ws_sendAll('to all')", "3");
    is("frankenphp_ws_sendAll('to chat', '/chat')", "2");
    is("frankenphp_ws_sendAll('to nobody', '/nope')", "0");
    is("frankenphp_ws_sendAll('no filter', '')", "3");
    is("frankenphp_ws_sendAll('')", "3");

    for (Peer peer : new Peer[] {chat, other}) {
      await()
          .untilAsserted(
              () ->
                  assertThat(peer.heard())
                      .containsExactly("text:to all", "text:to chat", "text:no filter", "text:"));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(api.heard()).containsExactly("text:to all", "text:no filter", "text:"));
  }

  @Test
  void sendsBytesAsTheyAre() {
    Peer peer = door.connect("/chat");

    is("frankenphp_ws_sendAll(\"\\xff\\x00\\r\\n\\xfe\")", "1");
    is("frankenphp_ws_sendAll('h\u00e9 & <b>')", "1");

    await()
        .untilAsserted(
            () ->
                assertThat(peer.heard())
                    .containsExactly("binary:\u00ff\u0000\r\n\u00fe", "text:h\u00e9 & <b>"));
  }

  @Test
  void sendsALargeMessageWhole() {
    Peer peer = door.connect("/chat");

    is("frankenphp_ws_sendAll(str_repeat('0123456789', 100000))", "1");

    await().until(() -> String.join("", peer.heard()).replace("text:", "").length() == 1_000_000);
  }

  @Test
  void sendsToOneConnectionIfItIsOnTheRoute() {
    Peer peer = door.connect("/chat");
    String id = php.value("frankenphp_ws_getClients()").get(0).asText();

    php.printed(
        "frankenphp_ws_send('%1$s', 'one');"
            .concat("frankenphp_ws_send('%1$s', 'two', '/chat');")
            .concat("frankenphp_ws_send('%1$s', 'not this', '/api');")
            .concat("frankenphp_ws_send('%2$s', 'nor this');")
            .concat("frankenphp_ws_send('%1$s', '');")
            .formatted(id, NOBODY));
    is("frankenphp_ws_sendAll('last')", "1");

    await()
        .untilAsserted(
            () ->
                assertThat(peer.heard())
                    .containsExactly("text:one", "text:two", "text:", "text:last"));
  }

  @Test
  void killsAConnectionOnce() {
    Peer peer = door.connect("/chat");
    String id = php.value("frankenphp_ws_getClients()").get(0).asText();

    is("frankenphp_ws_killConnection('" + id + "')", "true");
    assertThat(peer.closed().join()).isEqualTo(1006);
    is("frankenphp_ws_killConnection('" + id + "')", "false");
    is("frankenphp_ws_sendAll('x')", "0");
  }

  @Test
  void tagsAndUntags() {
    ConnectionId first = door.connectAs("/chat");
    ConnectionId second = door.connectAs("/api");
    php.printed(
        "frankenphp_ws_tagClient('%1$s', 'vip'); frankenphp_ws_tagClient('%1$s', 'admin');"
            .concat("frankenphp_ws_tagClient('%2$s', 'vip');")
            .formatted(first, second));

    areIds("frankenphp_ws_getClientsByTag('vip')", first, second);
    areIds("frankenphp_ws_getClientsByTag('admin')", first);
    is("frankenphp_ws_getTagCount('vip')", "2");
    assertThat(php.value("frankenphp_ws_getTags()"))
        .extracting(tag -> tag.asText())
        .containsExactlyInAnyOrder("admin", "vip");

    php.printed("frankenphp_ws_untagClient('" + first + "', 'vip');");
    areIds("frankenphp_ws_getClientsByTag('vip')", second);
    is("frankenphp_ws_getTagCount('admin')", "1");

    php.printed("frankenphp_ws_clearTagClient('" + first + "');");
    is("frankenphp_ws_getTags()", "['vip']");
    is("frankenphp_ws_getTagCount('admin')", "0");
  }

  @Test
  void sendsToATagOnOneRouteAndReturnsTheCount() {
    for (String route : new String[] {"/chat", "/chat", "/api"}) {
      php.printed("frankenphp_ws_tagClient('" + door.connectAs(route) + "', 'vip');");
    }
    Peer untagged = door.connect("/chat");

    is("frankenphp_ws_sendToTag('vip', 'x')", "3");
    is("frankenphp_ws_sendToTag('vip', 'x', '/chat')", "2");
    is("frankenphp_ws_sendToTag('vip', 'x', '/nope')", "0");
    is("frankenphp_ws_sendToTag('nobody', 'x')", "0");
    is("frankenphp_ws_sendAll('end', '/chat')", "3");

    await().untilAsserted(() -> assertThat(untagged.heard()).containsExactly("text:end"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "a b",
        "a+b",
        "100%",
        "%41",
        "%2F",
        "?x=1",
        "a&b=c",
        "#",
        ".",
        "..",
        "\u00e9\u20ac",
        "\ud83d\ude00",
        "'\"\\",
        "a\tb",
        "0",
        "http://x/"
      })
  void aTagMayBeAnyText(String tag) {
    ConnectionId id = door.connectAs("/chat");
    php.printed("frankenphp_ws_tagClient('" + id + "', " + Php.literal(tag) + ");");

    assertThat(door.server().engine().tagsOf(id).toCompletableFuture().join()).containsOnly(tag);
    areIds("frankenphp_ws_getClientsByTag(" + Php.literal(tag) + ")", id);
    is("frankenphp_ws_getTagCount(" + Php.literal(tag) + ")", "1");
    is("frankenphp_ws_sendToTag(" + Php.literal(tag) + ", 'x')", "1");
    php.printed("frankenphp_ws_untagClient('" + id + "', " + Php.literal(tag) + ");");
    is("frankenphp_ws_getTags()", "[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a+b", "/a&b=c", "/a%20b", "/a%2Fb", "/0", "/caf%C3%A9"})
  void aRouteIsWhatTheClientAskedFor(String route) {
    ConnectionId id = door.connectAs(route);
    door.connectAs("/other");

    areIds("frankenphp_ws_getClients('" + route + "')", id);
    is("frankenphp_ws_getClientsCount('" + route + "')", "1");
    is("frankenphp_ws_sendAll('x', '" + route + "')", "1");
    assertThat(php.value("frankenphp_ws_listRoutes()"))
        .extracting(listed -> listed.asText())
        .containsExactlyInAnyOrder(route, "/other");
  }
}
