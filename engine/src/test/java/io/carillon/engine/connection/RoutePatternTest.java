package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutePatternTest {

  @ParameterizedTest
  @CsvSource({
    "/chat/{room}, /chat/lobby, {room=lobby}",
    "/chat/{room}, /chat/a%2Fb%20c, {room=a/b c}",
    "/chat/{room}, /chat/a+b, {room=a+b}",
    "/chat/{room}, /chat/gr%C3%BCn, {room=grün}",
    "/chat/{room}, /chat/{room}, {room={room}}",
    "/{a}/x/{b-2}, /1/x/2, '{a=1, b-2=2}'",
    "/{a}/, /1/, {a=1}",
    "/{_}, /%25, {_=%}",
    "/chat, /chat, {}",
    "/, /, {}",
  })
  void takesWholeSegmentsAndDecodesThem(String pattern, String path, String parameters) {
    assertThat(RoutePattern.of(pattern).match(path).orElseThrow()).hasToString(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/{room}, /chat/",
    "/chat/{room}, /chat",
    "/chat/{room}, /chat/a/b",
    "/chat/{room}, /chat/a/",
    "/chat/{room}, /Chat/a",
    "/chat/{room}, /ch%61t/a",
    "/{a}, /",
    "/{a}, *",
    "/chat, /chat/",
  })
  void doesNotFitOtherPaths(String pattern, String path) {
    assertThat(RoutePattern.of(pattern).match(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/chat/%zz", "/chat/%", "/chat/%ff", "/chat/%C0%AF"})
  void saysThatAnEscapeIsBad(String path) {
    RoutePattern pattern = RoutePattern.of("/chat/{room}");
    assertThatThrownBy(() -> pattern.match(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "chat, begins with /",
    "'', begins with /",
    "/chat/{room, a whole segment with a name",
    "/chat/room}, a whole segment with a name",
    "/chat/{}, a whole segment with a name",
    "/chat/{a}{b}, a whole segment with a name",
    "/chat/x{a}, a whole segment with a name",
    "/chat/{1}, a whole segment with a name",
    "/chat/{a b}, a whole segment with a name",
    "/{a}/{a}, the placeholder {a} occurs twice",
  })
  void refusesWhatIsNoPattern(String text, String why) {
    assertThatThrownBy(() -> RoutePattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void patternsThatDifferInNamesOnlyHaveTheSameShape() {
    assertThat(RoutePattern.of("/a/{x}/b").shape()).isEqualTo(RoutePattern.of("/a/{y}/b").shape());
    assertThat(RoutePattern.of("/a/{x}").shape()).isNotEqualTo(RoutePattern.of("/a/x").shape());
    assertThat(RoutePattern.of("/a/{x}").isExact()).isFalse();
    assertThat(RoutePattern.of("/a/x").isExact()).isTrue();
    assertThat(RoutePattern.of("/a/{x}")).hasToString("/a/{x}");
    assertThat(RoutePattern.of("/a").match("/a")).contains(Map.of());
  }
}
