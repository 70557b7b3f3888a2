package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private final RequestLimit limit = new RequestLimit(100, 1_000, nanos::get);

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void use(int requests) {
    for (int i = 0; i < requests; i++) {
      assertThat(limit.take(address(1)).retryAfter()).isEmpty();
    }
  }

  @Test
  void takesAHundredAndSaysHowManyAreLeft() {
    for (int left = 99; left >= 0; left--) {
      assertThat(limit.take(address(1)))
          .isEqualTo(new RequestLimit.Verdict(100, left, Optional.empty()));
    }
    assertThat(limit.take(address(1)))
        .isEqualTo(new RequestLimit.Verdict(100, 0, Optional.of(60L)));
  }

  @Test
  void theMinuteBeginsWithTheFirstRequest() {
    use(1);
    pass(Duration.ofMillis(59_500));
    use(99);
    assertThat(limit.take(address(1)).retryAfter()).contains(1L);

    pass(Duration.ofMillis(500));
    use(100);
    assertThat(limit.take(address(1)).retryAfter()).contains(60L);
  }

  @Test
  void saysWhenToComeBackInWholeSeconds() {
    use(100);
    pass(Duration.ofMillis(17_300));

    assertThat(limit.take(address(1)).retryAfter()).contains(43L);
  }

  @Test
  void countsEachAddressByItself() {
    use(100);

    assertThat(limit.take(address(2)).remaining()).isEqualTo(99);
  }

  @Test
  void countsANetworkOfIpv6AsOne() throws UnknownHostException {
    for (int i = 0; i < 100; i++) {
      limit.take(InetAddress.getByName("2001:db8:0:1:" + Integer.toHexString(i) + "::1"));
    }

    assertThat(limit.take(InetAddress.getByName("2001:db8:0:1::2")).retryAfter()).isPresent();
    assertThat(limit.take(InetAddress.getByName("2001:db8:0:2::1")).remaining()).isEqualTo(99);
    assertThat(limit.take(InetAddress.getByName("::1")).remaining()).isEqualTo(99);
  }

  @Test
  void whoIsRefusedDoesNotWaitLongerForAskingAgain() {
    use(100);
    for (int i = 0; i < 1_000; i++) {
      limit.take(address(1));
    }
    pass(Duration.ofMinutes(1));

    use(100);
  }

  @Test
  void remembersOnlySoManyAddresses() {
    use(100);
    for (int i = 2; i < 20_000; i++) {
      limit.take(address(i));
    }

    assertThat(limit.remembered()).isLessThanOrEqualTo(1_000);
  }
}
