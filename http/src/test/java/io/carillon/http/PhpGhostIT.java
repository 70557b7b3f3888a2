package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The PHP functions against a running server: ghosts. */
class PhpGhostIT {
  private Door door;
  private Php php;
  private Peer alice;

  @BeforeEach
  void openWithAlice() {
    door = Door.open();
    php = Php.with(door);
    alice = door.connect("/chat");
    String id = php.value("frankenphp_ws_getClients()").get(0).asText();
    is("frankenphp_ws_renameConnection('" + id + "', 'alice')", "true");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void is(String expression, String json) {
    assertThat(php.value(expression)).as(expression).isEqualTo(Door.json(json));
  }

  @Test
  void readsTheAnswerAndNotItsStatus() {
    is("frankenphp_ws_isGhost('alice')", "false");
    is("frankenphp_ws_releaseGhost('alice')", "false");
    is("frankenphp_ws_activateGhost('alice')", "true");
    is("frankenphp_ws_isGhost('alice')", "true");

    is("frankenphp_ws_isGhost('nobody')", "false");
    is("frankenphp_ws_activateGhost('nobody')", "false");
    is("frankenphp_ws_releaseGhost('nobody')", "false");
  }

  @Test
  void aGhostStaysUntilItIsReleased() {
    php.printed(
        "frankenphp_ws_tagClient('alice', 'vip');"
            + "frankenphp_ws_setStoredInformation('alice', 'login', 'Alice');");
    is("frankenphp_ws_activateGhost('alice')", "true");
    alice.leave();

    await().untilAsserted(() -> is("frankenphp_ws_sendAll('x')", "0"));
    is("frankenphp_ws_getClients()", "['alice']");
    is("frankenphp_ws_getClientsByTag('vip')", "['alice']");
    is("frankenphp_ws_getStoredInformation('alice', 'login')", "'Alice'");
    is("frankenphp_ws_isGhost('alice')", "true");

    is("frankenphp_ws_releaseGhost('alice')", "true");
    await().untilAsserted(() -> is("frankenphp_ws_getClientsCount()", "0"));
    is("frankenphp_ws_releaseGhost('alice')", "false");
  }
}
