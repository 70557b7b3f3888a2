package io.carillon.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
  private final OriginPolicy policy = new OriginPolicy(Set.of("https://console.example.com"));

  @ParameterizedTest
  @CsvSource({
    "http://localhost:2019, true",
    "https://localhost:2019, true",
    "https://console.example.com, true",
    "null, false",
    "'', false",
    "file://, false",
    "http://localhost, false",
    "http://localhost:2020, false",
    "http://localhost:2019/, false",
    "ftp://localhost:2019, false",
    "http://console.example.com, false",
    "https://console.example.com:8443, false",
    "https://console.example.com.evil.example, false",
    "https://evil-console.example.com, false",
    "https://CONSOLE.example.com, false",
    "https://consоle.example.com, false",
    "'https://console.example.com https://evil.example', false"
  })
  void takesOnlyItsOwnOriginAndThoseAllowed(String origin, boolean allowed) {
    assertThat(policy.allows("localhost:2019", List.of(origin), "", "")).isEqualTo(allowed);
  }

  @Test
  void takesProgramsThatAreNoBrowser() {
    assertThat(policy.allows("localhost:2019", List.of(), "", "")).isTrue();
  }

  @Test
  void refusesIfOneOfTwoOriginsIsForeign() {
    assertThat(
            policy.allows(
                "localhost:2019", List.of("http://localhost:2019", "http://evil.example"), "", ""))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, cors, true",
    "same-site, cors, true",
    "none, navigate, true",
    "cross-site, navigate, false",
    "cross-site, cors, false",
    "same-origin, no-cors, false",
    "cross-site, no-cors, false"
  })
  void refusesWhatABrowserSendsForAnotherSite(String site, String mode, boolean allowed) {
    assertThat(policy.allows("localhost:2019", List.of(), site, mode)).isEqualTo(allowed);
  }

  @Test
  void takesAnAllowedOriginAlthoughItIsAnotherSite() {
    assertThat(
            policy.allows(
                "localhost:2019", List.of("https://console.example.com"), "cross-site", "cors"))
        .isTrue();
  }
}
