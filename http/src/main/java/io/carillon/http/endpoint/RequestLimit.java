package io.carillon.http.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests an address may make in a minute, counted from its first. Of IPv6 the network
 * counts, since whoever has one address has all of its /64.
 *
 * <p>Bounded by addresses: beyond it one is forgotten, chosen by how often and how lately it has
 * asked (Window TinyLFU), and begins with a full allowance should it come back. Thread-safe.
 */
public final class RequestLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  /**
   * What an address is told.
   *
   * @param remaining requests left in this minute
   * @param retryAfter whole seconds until the next request is taken; empty if this one was
   */
  public record Verdict(int limit, long remaining, Optional<Long> retryAfter) {}

  private final int perMinute;
  private final Cache<InetAddress, Bucket> buckets;
  private final TimeMeter clock;

  /**
   * Nobody is known yet.
   *
   * @param perMinute requests of one address, at least 1
   * @param addresses addresses remembered
   * @param nanos the time, from any beginning
   */
  public RequestLimit(int perMinute, int addresses, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.clock = new Nanos(nanos);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(addresses)
            .expireAfterAccess(WINDOW)
            .ticker(nanos::getAsLong)
            .build();
  }

  /** Counts a request. */
  public Verdict take(InetAddress address) {
    ConsumptionProbe probe =
        buckets.get(network(address), each -> bucket()).tryConsumeAndReturnRemaining(1);
    return new Verdict(perMinute, probe.getRemainingTokens(), retryAfter(probe));
  }

  /** An IPv4 address itself; of an IPv6 address the network. */
  private static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length < IPV6_BYTES || address.isLoopbackAddress()) {
      return address;
    }
    Arrays.fill(bytes, NETWORK_BYTES, IPV6_BYTES, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** How many addresses are known at the moment. */
  long remembered() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private static Optional<Long> retryAfter(ConsumptionProbe probe) {
    long nanos = probe.getNanosToWaitForRefill();
    long second = TimeUnit.SECONDS.toNanos(1);
    return probe.isConsumed() ? Optional.empty() : Optional.of((nanos + second - 1) / second);
  }

  private Bucket bucket() {
    Bandwidth minute =
        Bandwidth.builder().capacity(perMinute).refillIntervally(perMinute, WINDOW).build();
    return Bucket.builder().addLimit(minute).withCustomTimePrecision(clock).build();
  }

  private record Nanos(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
