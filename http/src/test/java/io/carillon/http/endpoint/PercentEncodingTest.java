package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "%2Fchat, /chat",
    "%2fchat, /chat",
    "a+b, a+b",
    "%25zz, %zz",
    "%252F, %2F",
    "gr%C3%BCn, grün"
  })
  void decodesASegmentOnce(String raw, String decoded) {
    assertThat(PercentEncoding.decodeSegment("tag", raw)).isEqualTo(decoded);
  }

  @Test
  void readsAPlusAsASpaceOnlyInAQuery() {
    assertThat(PercentEncoding.decodeQuery("route", "a+b%2Bc")).isEqualTo("a b+c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%a", "%zz", "abc%2", "%2", "% 20", "%ff", "%C3", "%C0%AF", "%+1"})
  void refusesABadEscape(String raw) {
    assertThatThrownBy(() -> PercentEncoding.decodeSegment("tag", raw))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("invalid tag encoding: '" + raw + "'");
  }
}
