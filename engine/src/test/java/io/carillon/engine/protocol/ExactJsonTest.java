package io.carillon.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request body adds to this is tested where bodies are read. */
class ExactJsonTest {
  private static ByteString bytes(String text) {
    return ByteString.fromString(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"v":1}                          | 1
          {"v":-1.50e+3}                   | -1.50e+3
          {"v":true,"w":1}                 | true
          { "w" : [{"v":1}], "v" : null }  | null
          {"v":"ü\\u00e9\\"}{"}            | "ü\\u00e9\\"}{"
          {"w":"é","v": { "a" : [ 1 , 2 ] } , "x":{}} | { "a" : [ 1 , 2 ] }
          {"w":"\uD83D\uDE00","v":[]}      | []
          {"w":1}                          | ``
          {"w":{"v":1}}                    | ``
          {}                               | ``
          """)
  void givesTheBytesOfAValue(String object, String value) {
    assertThat(ExactJson.valueOf("v", bytes(object)).utf8String()).isEqualTo(value);
  }

  @Test
  void givesTheBytesOfAValueLongerThanAnyBuffer() {
    String value = "\"" + "ü\\n".repeat(100_000) + "\"";

    assertThat(ExactJson.valueOf("v", bytes("{\"w\":" + value + ",\"v\":" + value + "}")))
        .isEqualTo(bytes(value));
  }

  @Test
  void keepsTheExactValueOfANumber() throws Exception {
    assertThat(ExactJson.object(bytes("{\"v\":0.1000000000000000000001}")).get("v").decimalValue())
        .isEqualByComparingTo("0.1000000000000000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1E+2147483680", "-1e-99999999999"})
  void refusesAnExponentThatNoNumberCanHave(String number) {
    assertThatThrownBy(() -> ExactJson.object(bytes("{\"v\":" + number + "}")))
        .isInstanceOf(ExactJson.Malformed.class)
        .hasMessageStartingWith("invalid JSON");
  }

  @Test
  void readsUtf8Only() {
    for (String prefix : new String[] {"\uFEFF", "\u0000"}) {
      assertThatThrownBy(() -> ExactJson.object(bytes(prefix + "{}")))
          .isInstanceOf(ExactJson.Malformed.class);
    }
    assertThatThrownBy(
            () -> ExactJson.object(ByteString.fromArray("{}".getBytes(StandardCharsets.UTF_16BE))))
        .isInstanceOf(ExactJson.Malformed.class);
  }
}
