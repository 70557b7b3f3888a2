package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PHP functions against a running server: tag expressions. */
class PhpExpressionIT {
  private static Door door;
  private static Php php;
  private static Peer reader;

  @BeforeAll
  static void openWithTaggedPeers() {
    door = Door.open();
    php = Php.with(door);
    reader = door.connect("/chat");
    String id = php.value("frankenphp_ws_getClients()").get(0).asText();
    php.printed("frankenphp_ws_renameConnection('" + id + "', 'reader');");
    tagged("vip", "/chat", "vip", "group_a");
    tagged("admin", "/api", "vip", "super_admin");
    tagged("banned", "/chat", "group_b", "banned");
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static void tagged(String name, String route, String... tags) {
    StringBuilder script = new StringBuilder();
    script.append(
        "frankenphp_ws_renameConnection('%s', '%s');".formatted(door.connectAs(route), name));
    for (String tag : tags) {
      script.append("frankenphp_ws_tagClient('%s', '%s');".formatted(name, tag));
    }
    php.printed(script.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "vip, vip admin",
    "vip & group_a, vip",
    "vip|banned, vip admin banned",
    "group_*&!banned, vip",
    "*admin, admin",
    "(vip|group_b)&!(banned|super_admin), vip",
    "*, vip admin banned",
    "!*, reader",
    "nobody, ''",
    "(vip, ''",
    "vip+group_a, ''",
    "vip%26group_a, ''",
    "' ', ''"
  })
  void findsWhoseTagsMatch(String expression, String names) {
    String[] expected = names.isEmpty() ? new String[0] : names.split(" ");
    String literal = Php.literal(expression);

    assertThat(php.value("frankenphp_ws_getClientsByTagExpression(" + literal + ")"))
        .extracting(id -> id.asText())
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(expected));
    assertThat(php.value("frankenphp_ws_sendToTagExpression(" + literal + ", 'x')").asInt())
        .isEqualTo(expected.length);
  }

  @Test
  void takesTheLongestExpressionThatThereMayBe() {
    assertThat(php.value("frankenphp_ws_sendToTagExpression(str_repeat('!', 996).'vip', 'x')"))
        .isEqualTo(Door.json("2"));
  }

  @Test
  void sendsOnOneRouteAndReturnsTheCount() {
    assertThat(php.value("frankenphp_ws_sendToTagExpression('vip', 'x', '/chat')").asInt())
        .isEqualTo(1);
    assertThat(php.value("frankenphp_ws_sendToTagExpression('!vip', 'for both', '/chat')").asInt())
        .isEqualTo(2);
    assertThat(php.value("frankenphp_ws_sendToTagExpression('vip', 'x', '/nope')").asInt())
        .isZero();
    await().untilAsserted(() -> assertThat(reader.heard()).contains("text:for both"));
  }
}
