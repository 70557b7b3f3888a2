package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import io.carillon.clusterconfig.ClusterSettings.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormationTest {
  private static final TlsFiles FILES =
      new TlsFiles(Path.of("/tls/node.crt"), Path.of("/tls/node.key"), Path.of("/tls/ca.crt"));

  private static ClusterSettings settings(
      Environment environment, String bindHost, Optional<TlsFiles> tls, boolean insecure) {
    return new ClusterSettings(
        environment,
        5,
        new Remoting(new NodeAddress("node.example", 25520), bindHost, tls, insecure),
        List.of(new NodeAddress("node.example", 25520)),
        new Timing(Duration.ofMillis(7500), Duration.ofMinutes(1)),
        new Management(true, "127.0.0.1", 7626));
  }

  private static Config over(String own, ClusterSettings settings) {
    return Formation.over(
        ConfigFactory.parseString(own)
            .withFallback(settings.environment().config())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve(),
        settings);
  }

  @Test
  void aSingleNodeStaysLocalWhateverPekkoIsTold() {
    ClusterSettings single = settings(Environment.SINGLE, "", Optional.empty(), false);

    assertThat(over("pekko.actor.provider = cluster", single).getString("pekko.actor.provider"))
        .isEqualTo("local");
  }

  @Test
  void namesTheAddressAndTheFilesToPekko() {
    Config artery =
        over("", settings(Environment.STATIC, "0.0.0.0", Optional.of(FILES), false))
            .getConfig("pekko.remote.artery");

    assertThat(artery.getString("transport")).isEqualTo("tls-tcp");
    assertThat(artery.getString("canonical.hostname")).isEqualTo("node.example");
    assertThat(artery.getInt("canonical.port")).isEqualTo(25520);
    assertThat(artery.getString("bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(artery.getString("ssl.ssl-engine-provider"))
        .endsWith(".RotatingKeysSSLEngineProvider");
    Config keys = artery.getConfig("ssl.rotating-keys-engine");
    assertThat(keys.getString("cert-file")).isEqualTo("/tls/node.crt");
    assertThat(keys.getString("key-file")).isEqualTo("/tls/node.key");
    assertThat(keys.getString("ca-cert-file")).isEqualTo("/tls/ca.crt");
    assertThat(keys.getString("protocol")).isEqualTo("TLSv1.3");
  }

  @ParameterizedTest
  @CsvSource({
    "pekko.remote.artery.transport = tcp, pekko.remote.artery.transport, tls-tcp",
    "pekko.remote.artery.bind.hostname = 0.0.0.0, pekko.remote.artery.bind.hostname, 127.0.0.1",
    "pekko.remote.artery.bind.port = 99, pekko.remote.artery.bind.port, ''",
    "pekko.actor.allow-java-serialization = on, pekko.actor.allow-java-serialization, false",
    "'pekko.cluster.seed-nodes = [\"pekko://carillon@a:1\"]', pekko.cluster.seed-nodes, []",
    "pekko.cluster.min-nr-of-members = 1, pekko.cluster.min-nr-of-members, 3",
  })
  void noKeyOfPekkosOpensAnotherDoor(String own, String key, String value) {
    Config config = over(own, settings(Environment.STATIC, "127.0.0.1", Optional.of(FILES), false));

    assertThat(String.valueOf(config.getAnyRef(key))).isEqualTo(value);
  }

  @Test
  void theUnreachableAreTakenOutAfterTheConfiguredTime() {
    Config config = over("", settings(Environment.STATIC, "", Optional.of(FILES), false));

    assertThat(config.getDuration("pekko.cluster.split-brain-resolver.stable-after"))
        .isEqualTo(Duration.ofMillis(7500));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "192.0.2.1", "nobody.invalid"})
  void refusesToBeReachedByStrangers(String bindHost) {
    ClusterSettings open = settings(Environment.STATIC, bindHost, Optional.empty(), false);

    assertThatThrownBy(() -> over("", open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(bindHost);
  }

  @Test
  void canBeToldThatStrangersAreMeant() {
    ClusterSettings open = settings(Environment.KUBERNETES, "0.0.0.0", Optional.empty(), true);

    assertThat(over("", open).getString("pekko.remote.artery.transport")).isEqualTo("tcp");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3", "100, 51"})
  void aClusterBeginsWithMoreThanHalfOfItsNodes(int nodes, int quorum) {
    Remoting remoting = new Remoting(new NodeAddress("a", 1), "", Optional.empty(), false);
    assertThat(
            new ClusterSettings(
                    Environment.STATIC,
                    nodes,
                    remoting,
                    List.of(),
                    new Timing(Duration.ofSeconds(7), Duration.ofMinutes(1)),
                    new Management(false, "127.0.0.1", 0))
                .quorum())
        .isEqualTo(quorum);
  }
}
