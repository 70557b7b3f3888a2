package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions against a running server: what is stored with a connection. */
class PhpInformationIT {
  private Door door;
  private Php php;

  @BeforeEach
  void openWithThreePeers() {
    door = Door.open();
    php = Php.with(door);
    named("alice", "/chat");
    named("bob", "/chat");
    named("carol", "/api");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void named(String name, String route) {
    is("frankenphp_ws_renameConnection('" + door.connectAs(route) + "', '" + name + "')", "true");
  }

  private void is(String expression, String json) {
    assertThat(php.value(expression)).as(expression).isEqualTo(Door.json(json));
  }

  private void areTexts(String expression, String... texts) {
    assertThat(php.value(expression))
        .as(expression)
        .extracting(text -> text.asText())
        .containsExactlyInAnyOrder(texts);
  }

  @Test
  void keepsTextsByKey() {
    php.printed(
        "frankenphp_ws_setStoredInformation('alice', 'login', 'Alice');"
            + "frankenphp_ws_setStoredInformation('alice', 'role', 'admin');"
            + "frankenphp_ws_setStoredInformation('alice', 'role', 'user');");

    is("frankenphp_ws_getStoredInformation('alice', 'login')", "'Alice'");
    is("frankenphp_ws_getStoredInformation('alice', 'role')", "'user'");
    is("frankenphp_ws_hasStoredInformation('alice', 'login')", "true");
    areTexts("frankenphp_ws_listStoredInformationKeys('alice')", "login", "role");
  }

  @Test
  void hasNothingWhereNothingWasStored() {
    php.printed("frankenphp_ws_setStoredInformation('nobody', 'login', 'x');");
    for (String id : new String[] {"bob", "nobody"}) {
      is("frankenphp_ws_getStoredInformation('" + id + "', 'login')", "''");
      is("frankenphp_ws_hasStoredInformation('" + id + "', 'login')", "false");
      is("frankenphp_ws_listStoredInformationKeys('" + id + "')", "[]");
    }
    is("frankenphp_ws_searchStoredInformation('login', FRANKENPHP_WS_OP_NEQ, 'x')", "[]");
  }

  @Test
  void forgetsOneKeyOrAll() {
    php.printed(
        "foreach (['a', 'b', 'c'] as $key) frankenphp_ws_setStoredInformation('bob', $key, 'x');"
            + "frankenphp_ws_deleteStoredInformation('bob', 'b');"
            + "frankenphp_ws_deleteStoredInformation('bob', 'never there');"
            + "frankenphp_ws_deleteStoredInformation('nobody', 'b');");
    areTexts("frankenphp_ws_listStoredInformationKeys('bob')", "a", "c");

    php.printed("frankenphp_ws_clearStoredInformation('bob');");
    is("frankenphp_ws_listStoredInformationKeys('bob')", "[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        " ",
        "a\nb\r\n",
        "caf\u00e9 \ud83d\ude00",
        "{\"json\":[1,2]}",
        "a%20b+c&d",
        "<b>'\\"
      })
  void aValueMayBeAnyTextAndEmpty(String value) {
    String literal = Php.literal(value);
    php.printed("frankenphp_ws_setStoredInformation('alice', 'key', " + literal + ");");

    assertThat(php.value("frankenphp_ws_getStoredInformation('alice', 'key')").asText())
        .isEqualTo(value);
    is("frankenphp_ws_hasStoredInformation('alice', 'key')", "true");
    areTexts(
        "frankenphp_ws_searchStoredInformation('key', FRANKENPHP_WS_OP_EQ, " + literal + ")",
        "alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a+b", "100%", "%2F", "?x=1", "a&b=c", ".", "..", "\u00e9"})
  void aKeyMayBeAnyText(String key) {
    String literal = Php.literal(key);
    php.printed("frankenphp_ws_setStoredInformation('alice', " + literal + ", 'x');");

    is("frankenphp_ws_getStoredInformation('alice', " + literal + ")", "'x'");
    is("frankenphp_ws_searchStoredInformation(" + literal + ", 'eq', 'x')", "['alice']");
    areTexts("frankenphp_ws_listStoredInformationKeys('alice')", key);
    php.printed("frankenphp_ws_deleteStoredInformation('alice', " + literal + ");");
    is("frankenphp_ws_hasStoredInformation('alice', " + literal + ")", "false");
  }

  @ParameterizedTest
  @CsvSource({
    "EQ, Marie, alice",
    "NEQ, Marie, bob carol",
    "PREFIX, mar, bob",
    "SUFFIX, ie, alice bob",
    "CONTAINS, ar, alice bob",
    "IEQ, MARIE, alice bob",
    "IPREFIX, MAR, alice bob",
    "ISUFFIX, IE, alice bob",
    "ICONTAINS, ARI, alice bob",
    "REGEX, ^[mM]ar?i.$, alice bob",
    "REGEX, ^[mMj].*, alice bob carol",
    "REGEX, (, ''"
  })
  void searchesByTenOperators(String operator, String value, String names) {
    store();
    areTexts(
        "frankenphp_ws_searchStoredInformation('login', FRANKENPHP_WS_OP_%s, '%s')"
            .formatted(operator, value),
        names.isEmpty() ? new String[0] : names.split(" "));
  }

  @Test
  void searchesOnOneRoute() {
    store();
    areTexts("frankenphp_ws_searchStoredInformation('login', 'neq', '', '/chat')", "alice", "bob");
    areTexts("frankenphp_ws_searchStoredInformation('login', 'neq', '', '/api')", "carol");
    areTexts("frankenphp_ws_searchStoredInformation('login', 'neq', '', '/nope')");
    areTexts("frankenphp_ws_searchStoredInformation('login', 'gte', 'a')");
  }

  private void store() {
    php.printed(
        "frankenphp_ws_setStoredInformation('alice', 'login', 'Marie');"
            + "frankenphp_ws_setStoredInformation('bob', 'login', 'marie');"
            + "frankenphp_ws_setStoredInformation('carol', 'login', 'jean');");
  }

  @Test
  void warnsOfASearchWithoutKeyAndOfTextThatIsNone() {
    assertThat(php.warning("frankenphp_ws_searchStoredInformation('', 'eq', 'x')", "[]"))
        .contains("400: key and op are required");
    assertThat(php.warning("frankenphp_ws_setStoredInformation('alice', 'a', chr(255))", "null"))
        .contains("400: invalid value: not valid UTF-8");
  }
}
