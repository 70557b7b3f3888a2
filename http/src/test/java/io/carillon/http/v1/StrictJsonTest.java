package io.carillon.http.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.carillon.http.endpoint.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

  private static ByteString bytes(String json) {
    return ByteString.fromString(json, StandardCharsets.UTF_8);
  }

  private static String detail(String json) {
    return catchThrowableOfType(Refusal.class, () -> StrictJson.object(bytes(json))).detail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``              | invalid JSON: expected an object
          []              | invalid JSON: expected an object
          null            | invalid JSON: expected an object
          5               | invalid JSON: expected an object
          {               | invalid JSON at line 1, column 2: malformed
          {"a":1,}        | invalid JSON at line 1, column 8: malformed
          {"a":1,"a":2}   | invalid JSON at line 1, column 11: a key appears twice
          {"a":01}        | invalid JSON at line 1, column 7: malformed
          {"a":NaN}       | invalid JSON at line 1, column 9: malformed
          {'a':1}         | invalid JSON at line 1, column 2: malformed
          {} {}           | invalid JSON at line 1, column 4: something follows the object
          """)
  void saysWhereABodyStopsBeingAnObject(String json, String detail) {
    assertThat(detail(json)).isEqualTo(detail);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThat(detail("{\"a\":" + "[".repeat(100_000))).endsWith("nested deeper than 32");
  }

  @Test
  void refusesANumberThatIsTooLong() {
    assertThat(detail("{\"a\":" + "1".repeat(1 << 20) + "}"))
        .endsWith("a name or number is too long");
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertThat(detail("{\"" + "a".repeat(10_000) + "\":1}"))
        .endsWith("a name or number is too long");
  }

  @Test
  void readsTenThousandKeysQuickly() {
    String json =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"key" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));

    assertTimeout(Duration.ofSeconds(2), () -> StrictJson.object(bytes(json)));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertThatThrownBy(
            () ->
                StrictJson.object(
                    ByteString.fromArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("invalid JSON");
  }

  @Test
  void quotesNothingOfABodyAndNoClass() {
    assertThat(detail("{\"canary\":canary}")).doesNotContain("canary").doesNotContain("jackson");
  }
}
