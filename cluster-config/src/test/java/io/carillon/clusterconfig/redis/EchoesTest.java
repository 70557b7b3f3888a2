package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class EchoesTest {
  private final AtomicLong clock = new AtomicLong();
  private final Echoes echoes = new Echoes(clock::get);

  private static ByteString bytes(String text) {
    return ByteString.fromString(text);
  }

  @Test
  void knowsAMessageAsOftenAsItWasPublished() {
    echoes.expect("a", bytes("x"));
    echoes.expect("a", bytes("x"));

    assertThat(echoes.isOurs("a", bytes("x"))).isTrue();
    assertThat(echoes.isOurs("a", bytes("x"))).isTrue();
    assertThat(echoes.isOurs("a", bytes("x"))).isFalse();
  }

  @Test
  void knowsNobodyElsesMessages() {
    echoes.expect("a", bytes("x"));

    assertThat(echoes.isOurs("b", bytes("x"))).isFalse();
    assertThat(echoes.isOurs("a", bytes("y"))).isFalse();
  }

  @Test
  void forgetsWhatNeverComesBack() {
    echoes.expect("a", bytes("x"));
    clock.set(Duration.ofSeconds(61).toNanos());

    assertThat(echoes.isOurs("a", bytes("x"))).isFalse();
  }
}
