package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
  private static final List<String> ALLOWED =
      List.of("https://app.example.com", "http://localhost:8080");

  @ParameterizedTest
  @ValueSource(
      strings = {"https://app.example.com", "HTTPS://App.Example.COM", "http://localhost:8080"})
  void allowsWhatIsListed(String origin) {
    assertThat(OriginPolicy.allows(ALLOWED, Optional.of(origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "*",
        "app.example.com",
        "http://app.example.com",
        "https://app.example.com:443",
        "https://app.example.com:8443",
        "https://app.example.com.",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://app.example.com@evil.example",
        "https://app.example.com.evil.example",
        "https://evil-app.example.com",
        "https://xapp.example.com",
        "https://sub.app.example.com",
        "https://example.com",
        "https://app-example.com",
        "https://\u0430pp.example.com",
        "https://app.example.c\u043em",
        "https://app.example.com\u0000",
        "https://app.example.com https://evil.example",
        "https://app.example.com, https://evil.example",
        "http://localhost",
        "http://localhost:80",
        "http://localhost:80800",
        "http://127.0.0.1:8080",
        "file://",
        "https://"
      })
  void refusesEverythingElse(String origin) {
    assertThat(OriginPolicy.allows(ALLOWED, Optional.of(origin))).isFalse();
  }

  @Test
  void anEmptyListAllowsAny() {
    assertThat(OriginPolicy.allows(List.of(), Optional.of("https://evil.example"))).isTrue();
    assertThat(OriginPolicy.allows(List.of(), Optional.of("null"))).isTrue();
  }

  @Test
  void clientsThatAreNoBrowsersHaveNoOrigin() {
    assertThat(OriginPolicy.allows(ALLOWED, Optional.empty())).isTrue();
  }

  @Test
  void nullMustBeListed() {
    assertThat(OriginPolicy.allows(List.of("null"), Optional.of("null"))).isTrue();
    assertThat(OriginPolicy.allows(List.of("null"), Optional.of("NULL"))).isFalse();
  }

  @Test
  void aStarIsNoWildcard() {
    assertThat(OriginPolicy.allows(List.of("*"), Optional.of("https://a.example"))).isFalse();
    assertThat(
            OriginPolicy.allows(
                List.of("https://*.example.com"), Optional.of("https://a.example.com")))
        .isFalse();
  }
}
