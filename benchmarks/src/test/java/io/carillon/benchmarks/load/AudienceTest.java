package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudienceTest {

  private final Audience audience = new Audience(4, 2);

  @Test
  void isWhoReceivedTheProbeThatWasCountedRight() {
    long probe = audience.nextProbe();
    audience.onProbe(1, probe);
    audience.onAnswer(2);
    assertThat(audience.isSettled()).isFalse();
    audience.onProbe(3, probe);
    assertThat(audience.isSettled()).isTrue();
    assertThat(audience.contains(1)).isTrue();
    assertThat(audience.contains(2)).isFalse();
  }

  @Test
  void theAnswerMayComeLast() {
    long probe = audience.nextProbe();
    audience.onProbe(0, probe);
    audience.onProbe(1, probe);
    assertThat(audience.isSettled()).isFalse();
    audience.onAnswer(2);
    assertThat(audience.isSettled()).isTrue();
  }

  @Test
  void aWrongCountAsksForAnotherProbeAndOldReceiptsCountNoMore() {
    long first = audience.nextProbe();
    assertThat(audience.wantsProbe()).isFalse();
    audience.onAnswer(1);
    assertThat(audience.wantsProbe()).isTrue();
    audience.nextProbe();
    audience.onAnswer(2);
    audience.onProbe(0, first);
    audience.onProbe(1, first);
    assertThat(audience.isSettled()).isFalse();
  }

  @Test
  void whoHearsTheProbeTooLateIsNoMember() {
    long probe = audience.nextProbe();
    audience.onAnswer(2);
    audience.onProbe(0, probe);
    audience.onProbe(1, probe);
    audience.onProbe(2, probe);
    assertThat(audience.contains(2)).isFalse();
  }
}
