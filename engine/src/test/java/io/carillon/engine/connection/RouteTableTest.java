package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.protocol.Protocol;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
  private static final RouteSettings SETTINGS =
      new RouteSettings(Protocol.RAW, OverflowPolicy.DROP_NEWEST);

  private static RouteTable<String> table(String... patterns) {
    Map<String, RouteSettings> routes = new HashMap<>();
    for (String each : patterns) {
      routes.put(each, SETTINGS);
    }
    return new RouteTable<>("main", routes, Route::pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/lobby, /chat/lobby",
    "/chat/other, /chat/{room}",
    "/news/today, /{topic}/today",
    "/news/past, /{topic}/{day}",
    "/chat/today, /chat/{room}",
    "/chat, /chat",
    "/news, /{any}",
    "/a/b/c, /a/{y}/{z}",
    "/b/b/c, /{x}/b/c",
  })
  void theMostSpecificPatternWins(String path, String expected) {
    RouteTable<String> table =
        table(
            "/{topic}/{day}",
            "/chat/lobby",
            "/{topic}/today",
            "/{any}",
            "/chat/{room}",
            "/chat",
            "/{x}/b/c",
            "/a/{y}/{z}");
    assertThat(table.find(path).orElseThrow().behind()).isEqualTo(expected);
  }

  @Test
  void tellsTheParameters() {
    assertThat(table("/chat/{room}").find("/chat/a%20b").orElseThrow().parameters())
        .containsExactly(Map.entry("room", "a b"));
    assertThat(table("/chat").find("/chat").orElseThrow().parameters()).isEmpty();
    assertThat(table("/chat").find("/other")).isEmpty();
  }

  @Test
  void refusesPatternsThatCannotBeToldApart() {
    assertThatThrownBy(() -> table("/chat/{room}", "/chat/{name}", "/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("routes /chat/{name} and /chat/{room} match the same paths");
  }

  @Test
  void namesThePatternThatIsMalformed() {
    assertThatThrownBy(() -> table("/ok", "/chat/{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route /chat/{: a placeholder is a whole segment");
  }
}
