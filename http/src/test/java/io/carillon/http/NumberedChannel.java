package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.clusterconfig.redis.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Publishes ascending numbers in Redis, one every few milliseconds, until it is closed. */
final class NumberedChannel implements AutoCloseable {
  private static final long EVERY_MILLIS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<Long> sentNanos = new CopyOnWriteArrayList<>();
  private final RedisProcess redis;
  private final String channel;

  NumberedChannel(RedisProcess redis, String channel) {
    this.redis = redis;
    this.channel = channel;
    clock.scheduleWithFixedDelay(this::publish, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void publish() {
    int number = sentNanos.size();
    sentNanos.add(System.nanoTime());
    redis.publish(channel, Integer.toString(number));
  }

  /** Numbers from this one on are yet to be published. */
  int next() {
    return sentNanos.size();
  }

  /** The time from the publishing of a number to that of a later one. */
  Duration between(int number, int later) {
    return Duration.ofNanos(sentNanos.get(later) - sentNanos.get(number));
  }

  /** The numbers from one on that a client has heard, in the order in which it did. */
  static List<Integer> heard(Peer peer, int from) {
    return peer.heard().stream()
        .map(text -> Integer.parseInt(text.substring("text:".length())))
        .filter(number -> number >= from)
        .toList();
  }

  /**
   * Checks that a client has heard all numbers of a range once and in order, but for one gap.
   *
   * @return the first number after the gap, or the end of the range if there is none
   */
  static int checkOneGap(Peer peer, int from, int end) {
    List<Integer> heard = heard(peer, from).stream().filter(number -> number < end).toList();
    int before = 0;
    while (before < heard.size() && heard.get(before) == from + before) {
      before++;
    }
    List<Integer> after = heard.subList(before, heard.size());
    int resumed = after.isEmpty() ? end : after.get(0);
    assertThat(after).isEqualTo(IntStream.range(resumed, end).boxed().toList());
    return resumed;
  }

  /** Publishes no more; numbers from the one that is returned on never were. */
  int end() {
    clock.shutdown();
    try {
      assertThat(clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return next();
  }

  @Override
  public void close() {
    end();
  }
}
