package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
  @TempDir private Path directory;

  private final Properties properties = new Properties();

  private int port(Map<String, String> variables, String file) throws IOException {
    Path path = Files.writeString(directory.resolve("own.conf"), file);
    return CarillonSettings.of(new ConfigSources(Optional.of(path), variables, properties).load())
        .listeners()
        .get(0)
        .port();
  }

  @Test
  void theFileBeatsTheDefaults() throws IOException {
    assertThat(port(Map.of(), "carillon.listeners.main.port = 1")).isEqualTo(1);
  }

  @Test
  void theEnvironmentBeatsTheFile() throws IOException {
    assertThat(port(Map.of("CARILLON_PORT", "2"), "carillon.listeners.main.port = 1")).isEqualTo(2);
  }

  @Test
  void aSystemPropertyBeatsTheEnvironment() throws IOException {
    properties.setProperty("carillon.listeners.main.port", "3");

    assertThat(port(Map.of("CARILLON_PORT", "2"), "carillon.listeners.main.port = 1")).isEqualTo(3);
  }

  @Test
  void anEmptyVariableSetsNothing() throws IOException {
    assertThat(port(Map.of("CARILLON_PORT", ""), "carillon.listeners.main.port = 1")).isEqualTo(1);
  }

  @Test
  void theFileBeatsTheShippedEnvironment() throws IOException {
    Path path =
        Files.writeString(directory.resolve("own.conf"), "pekko.io.tcp.nr-of-selectors = 4");

    assertThat(
            new ConfigSources(Optional.of(path), Map.of(), properties)
                .load()
                .getInt("pekko.io.tcp.nr-of-selectors"))
        .isEqualTo(4);
  }

  @Test
  void theChosenEnvironmentLiesBelowTheFile() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve("own.conf"),
            "carillon.cluster.management.port = 1\npekko.cluster.seed-node-timeout = 3s");
    Config config =
        new ConfigSources(
                Optional.of(path), Map.of("CARILLON_CLUSTER_ENVIRONMENT", "kubernetes"), properties)
            .load();

    assertThat(config.getString("carillon.cluster.management.host")).isEqualTo("0.0.0.0");
    assertThat(config.getInt("carillon.cluster.management.port")).isEqualTo(1);
    assertThat(config.getString("pekko.cluster.seed-node-timeout")).isEqualTo("3s");
    assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
  }

  @Test
  void theFileMayReferToVariablesOfTheProcess() throws IOException {
    assertThat(port(Map.of(), "carillon.listeners.main.port = 4\nother = ${?PATH}")).isEqualTo(4);
  }

  @Test
  void aVariableIsNamedAsTheOriginOfItsValue() {
    assertThatThrownBy(() -> port(Map.of("CARILLON_PORT", "70000"), ""))
        .hasMessage(
            "carillon.listeners.main.port = 70000: expected a port from 0 to 65535"
                + " (environment variable CARILLON_PORT)");
  }

  @Test
  void aSystemPropertyIsNamedAsTheOriginOfItsValue() {
    properties.setProperty("carillon.engine.lane", "1");

    assertThatThrownBy(() -> port(Map.of(), ""))
        .hasMessage(
            "carillon.engine.lane is not a known key, did you mean lanes? (system property)");
  }

  @Test
  void everyVariableReachesItsKey() {
    Map<String, String> variables =
        Map.of(
            "CARILLON_HOST", "127.0.0.2",
            "CARILLON_PORT", "1",
            "CARILLON_ADMIN_HOST", "127.0.0.3",
            "CARILLON_ADMIN_PORT", "2",
            "CARILLON_ADMIN_TOKEN", "secret");

    CarillonSettings settings =
        CarillonSettings.of(new ConfigSources(Optional.empty(), variables, properties).load());

    assertThat(settings.listeners().get(0).host()).isEqualTo("127.0.0.2");
    assertThat(settings.listeners().get(0).port()).isEqualTo(1);
    assertThat(settings.admin().host()).isEqualTo("127.0.0.3");
    assertThat(settings.admin().port()).isEqualTo(2);
    assertThat(settings.admin().access().token()).isEqualTo("secret");
  }
}
