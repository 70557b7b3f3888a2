package io.carillon.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final SelfUniqueAddress ONE = node(1);
  private static final SelfUniqueAddress TWO = node(2);

  private static SelfUniqueAddress node(int port) {
    return new SelfUniqueAddress(
        new UniqueAddress(new Address("pekko", "a", "h", port), (long) port));
  }

  private static TimedValue timed(long expiresAt, String value) {
    return new TimedValue(expiresAt, ByteString.fromString(value));
  }

  @Test
  void aValueIsThereUntilItExpires() {
    Bucket bucket = Bucket.EMPTY.with(ONE, "k", timed(10, "v"));
    assertThat(bucket.value("k", 9)).contains(ByteString.fromString("v"));
    assertThat(bucket.value("k", 10)).isEmpty();
    assertThat(bucket.at(ONE, 9).size().entries()).isOne();
    assertThat(bucket.at(ONE, 10).size()).isEqualTo(Bucket.Size.NONE);
    assertThat(bucket.without(TWO, "k").value("k", 0)).isEmpty();
  }

  @Test
  void countsKeysAndValuesWithoutWhatItAdds() {
    Bucket bucket =
        Bucket.EMPTY
            .with(ONE, "\u00fc", timed(7, "abc"))
            .with(ONE, "k", timed(TimedValue.NEVER, ""));
    assertThat(bucket.size().entries()).isEqualTo(2);
    assertThat(bucket.size().bytes()).isEqualTo(2 + 3 + 1);
    assertThat(bucket.size().firstExpiry()).isEqualTo(7);
  }

  @Test
  void whatTwoNodesPutIsMergedAndTheSameOnBoth() {
    Bucket common = Bucket.EMPTY.with(ONE, "k", timed(TimedValue.NEVER, "old"));
    Bucket one = common.with(ONE, "a", timed(TimedValue.NEVER, "1")).without(ONE, "k");
    Bucket two = common.with(TWO, "b", timed(TimedValue.NEVER, "2"));
    Bucket merged = new Bucket(one.values().merge(two.values()));
    assertThat(merged.values()).isEqualTo(two.values().merge(one.values()));
    assertThat(merged.values().getEntries()).containsOnlyKeys("a", "b");
  }

  /** Read by later releases. */
  @Test
  void aValueLooksAsItAlwaysDid() {
    ByteString bytes = timed(0x0102030405060708L, "v").bytes();
    assertThat(HexFormat.of().formatHex(bytes.toArray())).isEqualTo("010203040506070876");
    assertThat(TimedValue.read(bytes)).isEqualTo(timed(0x0102030405060708L, "v"));
  }

  /** Nodes of different releases must look for a value in the same bucket. */
  @Test
  void aKeyStaysInItsBucket() {
    Buckets buckets = new Buckets();
    assertThat(buckets.of("login")).isEqualTo(289);
    assertThat(buckets.of("")).isZero();
    assertThat(IntStream.range(0, 10_000).map(i -> buckets.of("key-" + i)).distinct().count())
        .isGreaterThan(900);
    assertThat(buckets.number(buckets.key(7))).isEqualTo(7);
  }
}
