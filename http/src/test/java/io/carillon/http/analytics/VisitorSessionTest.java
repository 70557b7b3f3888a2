package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorSessionTest {
  private static Optional<VisitorSession> ofCookies(String cookies) {
    return VisitorSession.of(HttpRequest.create().addHeader(HttpHeader.parse("Cookie", cookies)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maicivy_session=abc                          | abc
          a=b; maicivy_session=6f1c-7.x_Y; c=d         | 6f1c-7.x_Y
          maicivy_session=first; maicivy_session=second | first
          """)
  void readsTheCookie(String cookies, String secret) {
    assertThat(ofCookies(cookies)).contains(new VisitorSession(secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maicivy_session=", "Maicivy_Session=abc", "session=abc", "a=b"})
  void withoutTheCookieThereIsNoSession(String cookies) {
    assertThat(ofCookies(cookies)).isEmpty();
  }

  @Test
  void aCookieThatCannotBeASessionIsNone() {
    assertThat(ofCookies("maicivy_session=" + "a".repeat(128))).isPresent();
    assertThat(ofCookies("maicivy_session=" + "a".repeat(129))).isEmpty();
    assertThat(ofCookies("maicivy_session=a/b")).isEmpty();
    assertThat(VisitorSession.of(HttpRequest.create())).isEmpty();
    assertThat(VisitorSession.of(HttpRequest.create().addHeader(RawHeader.create("X", "y"))))
        .isEmpty();
  }

  @Test
  void givesTheCookieForThirtyDaysOutOfReachOfScripts() {
    String header = new VisitorSession("abc").toHeader().value();

    assertThat(header.split("; "))
        .contains(
            "maicivy_session=abc",
            "Max-Age=2592000",
            "Path=/",
            "HttpOnly",
            "Secure",
            "SameSite=Lax");
  }

  @Test
  void everySessionIsAnother() {
    assertThat(VisitorSession.begin()).isNotEqualTo(VisitorSession.begin());
  }

  @Test
  void theVisitorOfASessionIsAlwaysTheSame() {
    VisitorSession session = VisitorSession.begin();

    assertThat(session.visitor()).isEqualTo(new VisitorSession(session.secret()).visitor());
    assertThat(session.visitor()).isNotEqualTo(VisitorSession.begin().visitor());
    assertThat(session.visitor().toString()).isNotEqualTo(session.secret());
  }

  @Test
  void theVisitorIsAUuidOfTheVersionForOwnUse() {
    for (int i = 0; i < 100; i++) {
      assertThat(VisitorSession.begin().visitor().version()).isEqualTo(8);
      assertThat(VisitorSession.begin().visitor().variant()).isEqualTo(2);
    }
  }

  @Test
  void hashesAsEverybodyElse() {
    assertThat(VisitorSession.hex("127.0.0.1"))
        .isEqualTo("12ca17b49af2289436f303e0166030a21e525d266e209267433801a8fd4071a0");
  }
}
