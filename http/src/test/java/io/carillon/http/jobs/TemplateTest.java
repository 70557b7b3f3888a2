package io.carillon.http.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Moment MOMENT =
      new Moment(
          "clock", Instant.parse("2026-01-31T08:00:00.987Z"), ZoneId.of("Europe/Paris"), 7, 42);

  private static String filled(String template) {
    return Template.of(template).render(MOMENT).utf8String();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                        | ``
          no gap                                    | no gap
          {{unix}}                                  | 1769846400
          {{unix-millis}}                           | 1769846400987
          {{iso}}                                   | 2026-01-31T09:00:00+01:00
          {{run}}                                   | 7
          {{connections}}                           | 42
          {{job}}                                   | clock
          {{ unix }}                                | 1769846400
          a{{run}}{{run}}b{{run}}                   | a77b7
          {"now":{{unix}}}                          | {"now":1769846400}
          {"a":{"b":{"now":{{unix}}}}}              | {"a":{"b":{"now":1769846400}}}
          {"a":{"b":{}}}                            | {"a":{"b":{}}}
          {{{{                                      | {{
          {{{{unix}}                                | {{unix}}
          {{{{{{run}}}}                             | {{7}}
          }}                                        | }}
          { { unix } }                              | { { unix } }
          日本 {{run}} 😀                           | 日本 7 😀
          """)
  void fillsInTheGaps(String template, String text) {
    assertThat(filled(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {{time}}      | unknown placeholder {{time}}; known: unix, unix-millis, iso, run, connections, job; write {{{{ for two braces
          {{}}          | unknown placeholder {{}}
          {{Unix}}      | unknown placeholder {{Unix}}
          {{{unix}}}    | unknown placeholder {{{unix}}
          {{a{{b}}      | unknown placeholder {{a{{b}}
          ab{{unix}     | expected }} after the {{ at character 3; write {{{{ for two braces
          {{{{{{        | expected }} after the {{ at character 5
          """)
  void refusesAGapThatItCannotFill(String template, String problem) {
    assertThatThrownBy(() -> Template.of(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void showsOnlyTheBeginningOfALongName() {
    assertThatThrownBy(() -> Template.of("{{" + "x".repeat(1_000) + "}}"))
        .hasMessageStartingWith("unknown placeholder {{" + "x".repeat(40) + "...}}");
  }

  @Test
  void readsAndFillsTheLongestInLinearTime() {
    String braces = "{{{{".repeat(Template.MOST_CHARACTERS / 4);
    String gaps = "{{run}}".repeat(Template.MOST_CHARACTERS / 7);

    assertThat(filled(braces)).hasSize(Template.MOST_CHARACTERS / 2);
    assertThat(filled(gaps)).hasSize(Template.MOST_CHARACTERS / 7);
    assertThatThrownBy(() -> Template.of(braces + "x"))
        .hasMessage("expected at most 65536 characters, was 65537");
  }

  @Test
  void asksForTheConnectionsOnlyIfItNamesThem() {
    assertThat(Template.of("{{unix}} connections").countsConnections()).isFalse();
    assertThat(Template.of("{{ connections }}").countsConnections()).isTrue();
  }

  @Test
  void isWhatWasWritten() {
    assertThat(Template.of("{{ run }}{{{{")).hasToString("{{ run }}{{{{");
    assertThat(Template.of("a")).isEqualTo(Template.of("a")).isNotEqualTo(Template.of("b"));
  }
}
