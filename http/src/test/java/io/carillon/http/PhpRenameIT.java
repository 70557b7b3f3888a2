package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions against a running server: ids that were given. */
class PhpRenameIT {
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

  @Test
  void renamesWhoIsThereToWhatIsFree() {
    String alice = door.connectAs("/chat").toString();
    String bob = door.connectAs("/chat").toString();

    is("frankenphp_ws_renameConnection('" + alice + "', 'alice')", "true");
    is("frankenphp_ws_renameConnection('" + alice + "', 'alice')", "false");
    is("frankenphp_ws_renameConnection('" + bob + "', 'alice')", "false");
    is("frankenphp_ws_renameConnection('alice', 'alicia')", "true");
    is("frankenphp_ws_renameConnection('" + bob + "', 'alice')", "true");
    assertThat(php.value("frankenphp_ws_getClients('/chat')"))
        .extracting(id -> id.asText())
        .containsExactlyInAnyOrder("alicia", "alice");
  }

  @Test
  void warnsOfAnIdThatCannotBeOne() {
    String id = door.connectAs("/chat").toString();

    assertThat(
            php.warning(
                "frankenphp_ws_renameConnection('" + id + "', str_repeat('x', 129))", "false"))
        .contains("400: invalid newId 'xxx")
        .contains("1 to 128 characters");
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
        "%252F",
        "?x=1",
        "a&b=c",
        "#",
        ".",
        "..",
        "\u00e9\u20ac",
        "\ud83d\ude00",
        "'\"\\",
        "0"
      })
  void anIdMayBeAnyText(String name) {
    Peer peer = door.connect("/chat");
    String id = php.value("frankenphp_ws_getClients()").get(0).asText();
    String literal = Php.literal(name);

    is("frankenphp_ws_renameConnection('" + id + "', " + literal + ")", "true");
    php.printed(
        "frankenphp_ws_tagClient(%1$s, 'vip'); frankenphp_ws_send(%1$s, 'hi');".formatted(literal));

    assertThat(php.value("frankenphp_ws_getClientsByTag('vip')").get(0).asText()).isEqualTo(name);
    await().untilAsserted(() -> assertThat(peer.heard()).containsExactly("text:hi"));
    is("frankenphp_ws_renameConnection(" + literal + ", 'back')", "true");
    is("frankenphp_ws_killConnection('back')", "true");
  }
}
