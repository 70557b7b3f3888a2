package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void keepsOrdinaryText() {
    assertThat(Shown.of("grün <b> 'x'")).isEqualTo("grün <b> 'x'");
  }

  @Test
  void writesOutWhatCouldForgeALineOrSteerATerminal() {
    assertThat(Shown.of("a\r\nb\u001b[31mc\u2028\u0000\u009b\ud800"))
        .isEqualTo("a\\u000d\\u000ab\\u001b[31mc\\u2028\\u0000\\u009b\\ud800");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(Shown.of("x".repeat(5000))).hasSize(103).endsWith("...");
  }
}
