package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions against a running server: what is stored for all. */
class PhpGlobalIT {
  private static Door door;
  private static Php php;

  @BeforeAll
  static void open() {
    door = Door.open();
    php = Php.with(door);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static void is(String expression, String json) {
    assertThat(php.value(expression)).as(expression).isEqualTo(Door.json(json));
  }

  @Test
  void keepsAValueUntilItIsDeleted() {
    php.printed(
        "frankenphp_ws_global_set('motd', 'first'); frankenphp_ws_global_set('motd', 'hi');");

    is("frankenphp_ws_global_get('motd')", "'hi'");
    is("frankenphp_ws_global_has('motd')", "true");
    is("frankenphp_ws_global_delete('motd')", "true");
    is("frankenphp_ws_global_delete('motd')", "false");
    is("frankenphp_ws_global_get('motd')", "''");
    is("frankenphp_ws_global_has('motd')", "false");
  }

  @Test
  void forgetsAValueWhenItsTimeIsOver() {
    php.printed(
        "frankenphp_ws_global_set('short', 'x', 1); frankenphp_ws_global_set('long', 'x', 600);"
            + "frankenphp_ws_global_set('ever', 'x', 0); frankenphp_ws_global_set('too', 'x', -5);");
    is("frankenphp_ws_global_has('short')", "true");

    await().untilAsserted(() -> is("frankenphp_ws_global_has('short')", "false"));
    is("frankenphp_ws_global_get('short')", "''");
    for (String key : new String[] {"long", "ever", "too"}) {
      is("frankenphp_ws_global_get('" + key + "')", "'x'");
    }
  }

  @Test
  void anEmptyValueIsThere() {
    php.printed("frankenphp_ws_global_set('empty', '');");

    is("frankenphp_ws_global_has('empty')", "true");
    is("frankenphp_ws_global_get('empty')", "''");
  }

  @Test
  void aValueMayBeAnyBytes() {
    php.printed("frankenphp_ws_global_set('bytes', \"\\xff\\x00\\r\\n \\n\");");

    is("bin2hex(frankenphp_ws_global_get('bytes'))", "'ff000d0a200a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a+b", "100%", "%2F", "?x=1", "a&b=c", ".", "..", "\u00e9"})
  void aKeyMayBeAnyText(String key) {
    String literal = Php.literal(key);
    php.printed("frankenphp_ws_global_set(" + literal + ", 'x');");

    is("frankenphp_ws_global_get(" + literal + ")", "'x'");
    is("frankenphp_ws_global_delete(" + literal + ")", "true");
  }

  @Test
  void keepsMoreThanOneReadBrings() {
    php.printed("frankenphp_ws_global_set('large', str_repeat('0123456789', 20000));");

    is("frankenphp_ws_global_get('large') === str_repeat('0123456789', 20000)", "true");
  }
}
