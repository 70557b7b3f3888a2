package io.carillon.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.information.GlobalSettings;
import org.junit.jupiter.api.Test;

class SizesTest {
  private static final long NEVER = TimedValue.NEVER;

  private final Sizes sizes = new Sizes(3, new GlobalSettings(10, 100), 1000);

  private static Bucket.Size size(int entries, long bytes) {
    return new Bucket.Size(entries, bytes, bytes, NEVER);
  }

  @Test
  void allBucketsTogetherAreBounded() {
    assertThat(sizes.admit(0, size(6, 10))).isTrue();
    assertThat(sizes.admit(1, size(5, 10))).isFalse();
    assertThat(sizes.admit(1, size(4, 91))).isFalse();
    assertThat(sizes.admit(1, size(4, 90))).isTrue();
    assertThat(sizes.admit(0, size(5, 10))).isTrue();
    assertThat(sizes.admit(2, size(1, 0))).isTrue();
  }

  @Test
  void aBucketIsNoLargerThanAMessage() {
    assertThat(sizes.admit(0, new Bucket.Size(1, 1, 1001, NEVER))).isFalse();
    assertThat(sizes.admit(0, new Bucket.Size(1, 1, 1000, NEVER))).isTrue();
  }

  /** Other nodes may have put what was not known here. */
  @Test
  void whatShrinksIsAdmittedEvenBeyondTheBounds() {
    sizes.change(0, new Bucket.Size(12, 120, 1200, NEVER));
    assertThat(sizes.admit(1, size(1, 0))).isFalse();
    assertThat(sizes.admit(0, new Bucket.Size(12, 120, 1200, NEVER))).isTrue();
    assertThat(sizes.admit(0, new Bucket.Size(11, 119, 1199, NEVER))).isTrue();
  }

  @Test
  void knowsWhereSomethingHasExpired() {
    sizes.change(0, new Bucket.Size(1, 1, 1, 5));
    sizes.change(2, new Bucket.Size(1, 1, 1, 6));
    assertThat(sizes.expired(4)).isEmpty();
    assertThat(sizes.expired(5)).containsExactly(0);
    assertThat(sizes.expired(6)).containsExactly(0, 2);
  }
}
