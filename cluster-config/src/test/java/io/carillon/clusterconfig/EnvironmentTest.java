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

  @ParameterizedTest
  @EnumSource(value = Environment.class, names = "SINGLE", mode = EnumSource.Mode.EXCLUDE)
  void aClusterTakesOutTheMinority(Environment environment) {
    Config cluster = resolved(environment).getConfig("pekko.cluster");

    assertThat(cluster.getString("downing-provider-class")).endsWith(".SplitBrainResolverProvider");
    assertThat(cluster.getString("split-brain-resolver.active-strategy"))
        .isEqualTo("keep-majority");
    assertThat(cluster.getBoolean("split-brain-resolver.down-all-when-unstable")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(value = Environment.class, names = "SINGLE", mode = EnumSource.Mode.EXCLUDE)
  void aMessageBetweenNodesHoldsTheLargestOfAListener(Environment environment) {
    Config config = resolved(environment);

    assertThat(config.getBytes("pekko.remote.artery.advanced.maximum-frame-size"))
        .isGreaterThan(config.getBytes("carillon.listener-defaults.max-message-bytes"));
  }

  @ParameterizedTest
  @EnumSource(value = Environment.class, names = "SINGLE", mode = EnumSource.Mode.EXCLUDE)
  void nobodyButTheDoorActsOnSigterm(Environment environment) {
    assertThat(resolved(environment).getBoolean("pekko.jvm-shutdown-hooks")).isFalse();
  }

  @Test
  void theProbesAreOpenToTheKubelet() {
    Config cluster = resolved(Environment.KUBERNETES).getConfig("carillon.cluster");

    assertThat(cluster.getBoolean("management.enabled")).isTrue();
    assertThat(cluster.getString("management.host")).isEqualTo("0.0.0.0");
    assertThat(cluster.getInt("management.port")).isEqualTo(7626);
  }

  @Test
  void onlyTheNamesOfTheConfigurationNameAnEnvironment() {
    assertThat(Environment.named("single")).contains(Environment.SINGLE);
    assertThat(Environment.named("static")).contains(Environment.STATIC);
    assertThat(Environment.named("kubernetes")).contains(Environment.KUBERNETES);
    assertThat(Environment.named("SINGLE")).isEmpty();
    assertThat(Environment.named("")).isEmpty();
  }
}
