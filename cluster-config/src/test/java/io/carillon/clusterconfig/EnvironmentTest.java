package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvironmentTest {

  private static Config resolved(Environment environment) {
    return environment.config().withFallback(ConfigFactory.defaultReferenceUnresolved()).resolve();
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void everyEnvironmentKeepsKernelAcksExact(Environment environment) {
    Config tcp = resolved(environment).getConfig("pekko.stream.materializer.io.tcp");

    assertThat(tcp.getBytes("write-buffer-size")).isEqualTo(1);
    assertThat(tcp.getInt("coalesce-writes")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void everyEnvironmentKeepsTheBatchingOfRemoting(Environment environment) {
    Config tcp =
        resolved(environment).getConfig("pekko.remote.artery.advanced.materializer.io.tcp");

    assertThat(tcp.getBytes("write-buffer-size")).isEqualTo(16 * 1024);
    assertThat(tcp.getInt("coalesce-writes")).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void everyEnvironmentLeavesShutdownToTheDoor(Environment environment) {
    assertThat(
            resolved(environment).getBoolean("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook"))
        .isFalse();
    assertThat(resolved(environment).getBoolean("pekko.jvm-exit-on-fatal-error")).isFalse();
  }

  @Test
  void aSingleNodeOpensNoRemotingPort() {
    assertThat(resolved(Environment.SINGLE).getString("pekko.actor.provider")).isEqualTo("local");
  }
}
