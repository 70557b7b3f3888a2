package io.carillon.engine.protocol.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.protocol.ExactJson;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "2"       | 2
          2         | 2
          2.0       | 2
          2e0       | 2
          20e-1     | 2
          200       | 200
          2E+2      | 200
          -0        | 0
          -0.0      | 0
          0e9       | 0
          85.50     | 85.5
          "85.50"   | 85.50
          1e-7      | 0.0000001
          12345678901234567890123 | 12345678901234567890123
          1e400000000  | 1E+400000000
          10e400000000 | 1E+400000001
          true      | true
          false     | false
          "true"    | true
          ""        | ``
          """)
  void writesEqualValuesTheSameWay(String json, String text) throws Exception {
    assertThat(
            CanonicalText.of(
                ExactJson.object(ByteString.fromString("{\"v\":" + json + "}")).get("v")))
        .contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[1]", "{}", "{\"a\":1}"})
  void hasNoTextForWhatIsNoSingleValue(String json) throws Exception {
    assertThat(
            CanonicalText.of(
                ExactJson.object(ByteString.fromString("{\"v\":" + json + "}")).get("v")))
        .isEmpty();
  }
}
