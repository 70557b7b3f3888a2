package io.carillon.http.admin;

import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.RequestLimit;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong tokens by where they came from, and turns those away who bring too many. Knows
 * nothing of right ones, so nobody is locked out by what a neighbour tries.
 *
 * <p>Remembers {@value #MOST_ADDRESSES} addresses, as {@link RequestLimit} does. Thread-safe.
 */
final class FailedLogins {
  private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
  private static final int MOST_ADDRESSES = 10_000;

  private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

  private final Optional<RequestLimit> limit;
  private final Metrics metrics;

  /**
   * Nobody has tried yet.
   *
   * @param perMinute 0 for any number
   * @param nanos the time, from any beginning
   */
  FailedLogins(int perMinute, Metrics metrics, LongSupplier nanos) {
    this.limit =
        Optional.of(perMinute)
            .filter(most -> most > 0)
            .map(most -> new RequestLimit(most, MOST_ADDRESSES, nanos));
    this.metrics = metrics;
  }

  /**
   * Counts a wrong token.
   *
   * @param address whose; those without one count together
   * @throws Refusal 429 if there were too many from there in this minute
   */
  void count(Optional<RemoteAddress> address) {
    InetAddress from = address.flatMap(RemoteAddress::getAddress).orElse(NOWHERE);
    Optional<RequestLimit.Verdict> verdict = limit.map(each -> each.take(from));
    Optional<Long> wait = verdict.flatMap(RequestLimit.Verdict::retryAfter);
    metrics.count(MeterName.FAILED_LOGINS, wait.isPresent() ? "429" : "401");
    if (wait.isPresent()) {
      throw Refusal.tooMany("too many wrong tokens, try again later", wait.get());
    }
    if (verdict.isPresent() && verdict.get().remaining() == 0) {
      LOG.warn("{} has brought {} wrong tokens to the admin port", from, verdict.get().limit());
    }
  }
}
