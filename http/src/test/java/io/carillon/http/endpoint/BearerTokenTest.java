package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BearerTokenTest {
  private final BearerToken token = new BearerToken("s3cret");

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cret, true",
    "bearer s3cret, true",
    "BEARER   s3cret, true",
    "Bearer s3cre, false",
    "Bearer s3cretx, false",
    "Bearer S3CRET, false",
    "Bearer, false",
    "s3cret, false",
    "Basic s3cret, false",
    "Bearers3cret, false"
  })
  void isInAHeaderThatCarriesExactlyIt(String header, boolean there) {
    assertThat(token.isIn(Optional.of(header))).isEqualTo(there);
  }

  @Test
  void isInNoAbsentHeader() {
    assertThat(token.isIn(Optional.empty())).isFalse();
  }
}
