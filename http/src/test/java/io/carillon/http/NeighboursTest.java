package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static ClusterSettings cluster(String own) {
    return CarillonSettings.of(
            ConfigFactory.parseString(own).withFallback(ConfigSources.shipped().load()).resolve())
        .cluster();
  }

  private static ClusterSettings joined() {
    return cluster(
        "carillon.cluster { environment = static, seeds = [\"127.0.0.1\"] },"
            + " pekko.cluster.downing-provider-class = x.SplitBrainResolverProvider");
  }

  @Test
  void aSingleNodeSaysNothingOfOthersAndStopsAsEver() {
    assertThat(Neighbours.lines(cluster(""))).isEmpty();
    assertThat(Neighbours.longestStop(cluster(""))).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aNodeOfAClusterSaysWhomItWaitsFor() {
    assertThat(Neighbours.lines(joined()))
        .containsExactly(
            "Other nodes reach this one at 127.0.0.1:25520; a cluster begins when 2 of 3 have"
                + " met.");
  }

  @Test
  void aNodeOfAClusterHasTimeToLeave() {
    assertThat(Neighbours.longestStop(joined())).isEqualTo(Duration.ofSeconds(24));
  }
}
