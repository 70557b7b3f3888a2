package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The PHP functions against a running server: round trips and what was sent. */
class PhpMeasureIT {
  private Door door;
  private Php php;

  @BeforeEach
  void openWithAlice() {
    door = Door.open();
    php = Php.with(door);
    is("frankenphp_ws_renameConnection('" + door.connectAs("/chat") + "', 'alice')", "true");
    php.printed("frankenphp_ws_tagClient('alice', 'vip');");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void is(String expression, String json) {
    assertThat(php.value(expression)).as(expression).isEqualTo(Door.json(json));
  }

  private long pingTime(String id) {
    return php.value("frankenphp_ws_getClientPingTime('" + id + "')").asLong();
  }

  @Test
  void measuresTheRoundTripInNanoseconds() {
    assertThat(pingTime("alice")).isZero();
    is("frankenphp_ws_enablePing('alice')", "true");

    await().untilAsserted(() -> assertThat(pingTime("alice")).isBetween(1_000L, 5_000_000_000L));
    is("frankenphp_ws_disablePing('alice')", "true");
    assertThat(pingTime("alice")).isZero();
  }

  @Test
  void measuresAgainAndAgain() {
    is("frankenphp_ws_enablePing('alice', 20)", "true");
    await().until(() -> pingTime("alice") > 0);
    long first = pingTime("alice");

    await().until(() -> pingTime("alice") != first);
    assertThat(pingTime("nobody")).isZero();
  }

  @Test
  void countsAndKeepsWhatIsSent() {
    long before = Instant.now().getEpochSecond();
    php.printed("frankenphp_ws_send('alice', 'before');");
    is("frankenphp_ws_enableQueueCounter('alice')", "true");
    php.printed("frankenphp_ws_send('alice', 'hi');");
    is("frankenphp_ws_sendAll(\"\\xff|\", '/chat')", "1");
    is("frankenphp_ws_sendToTag('vip', '')", "1");
    is("frankenphp_ws_sendToTagExpression('vip&!x', 'z')", "1");

    is("frankenphp_ws_getClientMessageCounter('alice')", "4");
    assertThat(php.value("frankenphp_ws_getClientMessageQueue('alice')"))
        .extracting(line -> line.asText().replaceFirst("\\|Time:\\d+\\|", "|Time:T|"))
        .containsExactly(
            "ID:1|Route:|Time:T|SendType:direct|SendTarget:alice|Data:aGk=",
            "ID:2|Route:/chat|Time:T|SendType:all|SendTarget:|Data:/3w=",
            "ID:3|Route:|Time:T|SendType:tag|SendTarget:vip|Data:",
            "ID:4|Route:|Time:T|SendType:tagExpression|SendTarget:vip&!x|Data:eg==");
    String first = php.value("frankenphp_ws_getClientMessageQueue('alice')").get(0).asText();
    assertThat(Long.parseLong(first.split("\\|")[2].substring("Time:".length())))
        .isBetween(before, Instant.now().getEpochSecond());
  }

  @Test
  void keepsOnlySoManyAndForgetsThem() {
    is("frankenphp_ws_enableQueueCounter('alice', 2, 60)", "true");
    php.printed("foreach (['a', 'b', 'c'] as $text) frankenphp_ws_send('alice', $text);");

    is("count(frankenphp_ws_getClientMessageQueue('alice'))", "2");
    is("frankenphp_ws_getClientMessageCounter('alice')", "3");
    is("frankenphp_ws_clearClientMessageQueue('alice')", "true");
    is("frankenphp_ws_getClientMessageQueue('alice')", "[]");
    is("frankenphp_ws_getClientMessageCounter('alice')", "3");

    is("frankenphp_ws_disableQueueCounter('alice')", "true");
    php.printed("frankenphp_ws_send('alice', 'd');");
    is("frankenphp_ws_getClientMessageQueue('alice')", "[]");
  }

  @Test
  void zeroIsAsMuchAsTheServerKeeps() {
    is("frankenphp_ws_enableQueueCounter('alice', 0, 0)", "true");
    php.printed("for ($i = 0; $i < 120; $i++) frankenphp_ws_send('alice', 'x');");

    is("count(frankenphp_ws_getClientMessageQueue('alice'))", "120");
  }

  @Test
  void aBoundTooLargeToReadIsTheLargest() {
    is("frankenphp_ws_enableQueueCounter('alice', PHP_INT_MAX, PHP_INT_MAX)", "true");
    php.printed("for ($i = 0; $i < 120; $i++) frankenphp_ws_send('alice', 'x');");

    is("count(frankenphp_ws_getClientMessageQueue('alice'))", "120");
  }

  @Test
  void countsNothingUnlessAsked() {
    is("frankenphp_ws_getClientMessageCounter('alice')", "0");
    is("frankenphp_ws_getClientMessageQueue('alice')", "[]");
    is("frankenphp_ws_disableQueueCounter('alice')", "false");
    is("frankenphp_ws_getClientMessageCounter('nobody')", "0");
    is("frankenphp_ws_disableQueueCounter('nobody')", "false");
  }
}
