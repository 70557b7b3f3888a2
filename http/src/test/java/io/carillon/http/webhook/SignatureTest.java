package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** The expected values are those of {@code openssl dgst -sha256 -hmac test-secret-0123456789}. */
class SignatureTest {
  private final Signature signature = new Signature("test-secret-0123456789");

  @Test
  void signsTheTimeADotAndTheBody() {
    assertThat(signature.of(1763676000L, ByteString.fromString("{\"a\":1}")))
        .isEqualTo(
            "t=1763676000,v1=cfaf2382bf2619c68ce0060072b17d41756a16b1885435086153b1ff1faaa80b");
  }

  @Test
  void signsAnEmptyBody() {
    assertThat(signature.of(0, ByteString.emptyByteString()))
        .isEqualTo("t=0,v1=5ef08473315010e255f0ab784f5b713f286c12f45935a4e904189163b867334d");
  }

  @Test
  void isAnotherOneForAnotherTimeBodyOrSecret() {
    ByteString body = ByteString.fromString("{}");

    assertThat(signature.of(1, body))
        .isNotEqualTo(signature.of(2, body))
        .isNotEqualTo(signature.of(1, ByteString.fromString("{ }")))
        .isNotEqualTo(new Signature("test-secret-0123456780").of(1, body));
  }
}
