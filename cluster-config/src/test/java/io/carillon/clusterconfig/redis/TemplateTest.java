package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource({
    "chat:{room}, chat:lobby, {room=lobby}",
    "chat:{room}, chat:a:b, {room=a:b}",
    "{app}:{room}, x:y:z, '{app=x, room=y:z}'",
    "{app}:{room}:out, x:y:z:out, '{app=x, room=y:z}'",
    "{app}:out, out:out, {app=out}",
    "a{x}b, aab, {x=a}",
    "plain, plain, {}",
  })
  void readsTheValuesOfPlaceholders(String template, String text, String values) {
    assertThat(Template.of(template).match(text).orElseThrow()).hasToString(values);
    assertThat(Template.of(template).toGlob().matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "chat:{room}, chat:",
    "chat:{room}, chat",
    "chat:{room}, xchat:lobby",
    "{app}:{room}, :y",
    "{app}:{room}, xy",
    "{app}:out, :out",
    "a{x}b{y}c, abc",
    "plain, plain2",
    "plain, plai",
  })
  void takesNoTextThatDoesNotFit(String template, String text) {
    assertThat(Template.of(template).match(text)).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    Template template = Template.of("{app}:room-{room}!");

    assertThat(template.fill(Map.of("app", "x{}", "room", "$1\\"))).isEqualTo("x{}:room-$1\\!");
    assertThat(template.match("x{}:room-$1\\!").orElseThrow())
        .isEqualTo(Map.of("app", "x{}", "room", "$1\\"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{a}{b}", "{a}:{a}", "{", "x}", "{a b}", "{}", "{1}"})
  void refusesWhatIsNoTemplate(String text) {
    assertThatThrownBy(() -> Template.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsALongTextInNoTime() {
    Template template = Template.of("a{b}a{c}a{d}a{e}a{f}z");
    String text = "a".repeat(100_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(template.match(text)).isEmpty());
  }
}
