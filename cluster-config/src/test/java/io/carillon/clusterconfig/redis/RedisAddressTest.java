package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

  @ParameterizedTest
  @CsvSource({
    "redis://h, redis://h:6379/0",
    "redis://:canary@h:7000/3, redis://h:7000/3",
    "rediss://me:canary@h:7000, rediss://h:7000/0",
    "'redis-sentinel://canary@a:1,b:2/4#main', 'redis://a:1,b:2#main/4'",
    "redis://under_score:7000, redis://under_score:7000/0",
    "redis://[::1]:7000, redis://[::1]:7000/0"
  })
  void showsWhereAndNotWho(String uri, String shown) {
    RedisAddress address = RedisAddress.of(uri, false, "", "");

    assertThat(address).hasToString(shown);
    assertThat(address.uris().toString()).doesNotContain("canary");
  }

  @Test
  void aClusterHasSeveral() {
    RedisAddress address = RedisAddress.of("redis://a:1,b:2", true, "", "canary");

    assertThat(address.uris()).hasSize(2);
    assertThat(address).hasToString("redis://a:1/0, redis://b:2/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h:6379",
        "http://h",
        "redis://",
        "redis://h:port",
        "redis://:x@h:",
        "redis-sentinel://a:1,b:x#m",
        "redis-sentinel://h"
      })
  void refusesWhatIsNoAddress(String uri) {
    assertThatThrownBy(() -> RedisAddress.of(uri, false, "", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
