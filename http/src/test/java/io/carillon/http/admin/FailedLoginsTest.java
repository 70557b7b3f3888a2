package io.carillon.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.http.endpoint.Refusal;
import io.carillon.http.metrics.Metrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Metrics metrics = new Metrics();
  private final FailedLogins logins = new FailedLogins(3, metrics, nanos::get);

  private static Optional<RemoteAddress> address(String text) {
    try {
      return Optional.of(RemoteAddress.create(InetAddress.getByName(text)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      logins.count(address(address));
    }
  }

  private Refusal refused(String address) {
    return catchThrowableOfType(Refusal.class, () -> logins.count(address(address)));
  }

  @Test
  void turnsAwayWhoTriesTooOften() {
    fail("192.0.2.7", 3);
    nanos.addAndGet(Duration.ofSeconds(18).toNanos());

    Refusal refusal = refused("192.0.2.7");
    assertThat(refusal.status().intValue()).isEqualTo(429);
    assertThat(refusal.headers())
        .extracting(HttpHeader::name, HttpHeader::value)
        .containsExactly(tuple("Retry-After", "42"));
  }

  @Test
  void letsThemTryAgainAfterAMinute() {
    fail("192.0.2.7", 3);
    assertThat(refused("192.0.2.7")).isNotNull();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    fail("192.0.2.7", 3);
    assertThat(refused("192.0.2.7")).isNotNull();
  }

  @Test
  void countsEachAddressByItself() {
    fail("192.0.2.7", 3);

    assertThatNoException().isThrownBy(() -> fail("192.0.2.8", 3));
  }

  @Test
  void countsANetworkOfIpv6AsOne() {
    fail("2001:db8:0:1::1", 1);
    fail("2001:db8:0:1:ffff::2", 2);

    assertThat(refused("2001:db8:0:1::3")).isNotNull();
    assertThatNoException().isThrownBy(() -> fail("2001:db8:0:2::1", 1));
  }

  @Test
  void countsThoseWithoutAnAddressTogether() {
    for (int i = 0; i < 3; i++) {
      logins.count(Optional.empty());
    }

    assertThat(catchThrowableOfType(Refusal.class, () -> logins.count(Optional.empty())))
        .isNotNull();
  }

  @Test
  void turnsNobodyAwayIfTheLimitIsOff() {
    FailedLogins unlimited = new FailedLogins(0, metrics, nanos::get);

    assertThatNoException()
        .isThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                unlimited.count(address("192.0.2.7"));
              }
            });
  }

  @Test
  void countsForOperators() {
    fail("192.0.2.7", 3);
    refused("192.0.2.7");

    assertThat(metrics.scrape().toCompletableFuture().join())
        .contains("carillon_admin_failed_logins_total{status=\"401\"} 3.0")
        .contains("carillon_admin_failed_logins_total{status=\"429\"} 1.0");
  }
}
