package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.websocket.ExtensionOffer.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §9.1 by tables and mutations. */
class ExtensionOfferTest {

  @Test
  void readsNamesAndParameters() {
    assertThat(parse("foo, bar; baz=2 ; qux"))
        .hasValue(
            List.of(
                new ExtensionOffer("foo", List.of()),
                new ExtensionOffer(
                    "bar",
                    List.of(
                        new Parameter("baz", Optional.of("2")),
                        new Parameter("qux", Optional.empty())))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;b=\"c\"",
        "a ; b = \"c\"",
        "a\t;\tb\t=\t\"c\"\t",
        "a;b=\"\\c\"",
        ",a;b=c,",
        " , a;b=c , ,"
      })
  void readsQuotedValuesAndBlanksAndEmptyElements(String header) {
    Parameter parameter = new Parameter("b", Optional.of("c"));
    assertThat(parse(header)).hasValue(List.of(new ExtensionOffer("a", List.of(parameter))));
  }

  @Test
  void keepsDuplicates() {
    assertThat(parse("a;b;b=1").orElseThrow().get(0).parameters()).hasSize(2);
    assertThat(parse("a,a").orElseThrow()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",,\t,"})
  void readsListsOfNothing(String header) {
    assertThat(parse(header)).hasValue(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "a;",
        "a;;b",
        "a;=b",
        "a;b=",
        "a;b=;c",
        "a;b=,c",
        "a b",
        "a;b c",
        "a;b=c d",
        "=",
        "a=b",
        "a;b=\"",
        "a;b=\"c",
        "a;b=\"c\\",
        "a;b=\"c\\\"",
        "a;b=\"\"",
        "a;b=\"c d\"",
        "a;b=\"c,d\"",
        "a;b=\"c\"d",
        "a;b=\"c\"\"d\"",
        "a;b=c\"d\"",
        "(a)",
        "\u00e4",
        "a;\"b\"",
        "a;b==c",
        "a/1"
      })
  void refusesWhatIsMalformed(String header) {
    assertThat(parse(header)).isEmpty();
  }

  @Test
  void mutatedOffersAreReadOrRefused() {
    String header = "permessage-deflate; client_max_window_bits=\"15\", x; y = z ,a;b=\"\\c\"";
    Fuzz.run(
        50_000,
        random -> {
          byte[] bytes = Fuzz.mutate(random, RequestHeadParserTest.latin1(header)).toArray();
          String mutated = new String(bytes, StandardCharsets.ISO_8859_1);
          parse(mutated).ifPresent(Deflate::negotiate);
        });
  }

  private static Optional<List<ExtensionOffer>> parse(String header) {
    return ExtensionOffer.parse(List.of(header));
  }
}
