package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b, ''",
    "/a?b=c?d, /a, b=c?d",
    "/a%2Fb?, /a%2Fb, ''",
    "//a, //a, ''",
    "http://localhost:2019/a/b?c, /a/b, c",
    "http://localhost:2019, /, ''",
    "*, /, ''",
    "localhost:2019, /, ''"
  })
  void splitsEveryFormOfATarget(String raw, String path, String query) {
    assertThat(RequestTarget.parse(raw)).isEqualTo(new RequestTarget(path, query));
  }
}
