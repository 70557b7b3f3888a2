package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts and settings that are there to deploy, with the server and {@code openssl}. */
class DeployIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("carillon.root", ".."), "cluster-config", "deploy");

  @TempDir private static Path keys;

  @BeforeAll
  static void makeCertificates() {
    assertThat(run("certificates", keys.toString())).isZero();
  }

  private static int run(String script, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder("bash", FOLDER.resolve(script).toString());
    builder.command().addAll(List.of(arguments));
    try {
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      assertThat(said).doesNotContain("command not found");
      return status;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the program reads them, but for where the certificates are. */
  private static ClusterSettings cluster(String file, Map<String, String> variables) {
    Properties properties = new Properties();
    Map.of("certificate", "tls.crt", "key", "tls.key", "ca", "ca.crt")
        .forEach(
            (key, name) ->
                properties.setProperty(
                    "carillon.cluster.tls." + key, keys.resolve(name).toString()));
    return CarillonSettings.of(
            new ConfigSources(Optional.of(FOLDER.resolve(file)), variables, properties).load())
        .cluster();
  }

  private static int healthy(InetSocketAddress address, String path) {
    return run("docker/healthy", String.valueOf(address.getPort()), path);
  }

  @Test
  void theSettingsForComposeMakeANodeOfThree() {
    ClusterSettings settings =
        cluster(
            "compose/carillon.conf",
            Map.of("CARILLON_CLUSTER_HOST", "carillon-2", "CARILLON_ADMIN_TOKEN", "canary"));

    assertThat(settings.seeds()).hasSize(3).contains(settings.remoting().self());
    assertThat(settings.remoting().tls()).isPresent();
    assertThat(settings.management().enabled()).isTrue();
  }

  @Test
  void theSettingsForKubernetesMakeAPodOfThree() {
    ClusterSettings settings =
        cluster(
            "kubernetes/carillon.conf",
            Map.of(
                "CARILLON_CLUSTER_ENVIRONMENT", "kubernetes",
                "CARILLON_CLUSTER_NODES", "3",
                "CARILLON_CLUSTER_SERVICE", "carillon-nodes",
                "CARILLON_CLUSTER_POD", "carillon-1",
                "CARILLON_ADMIN_TOKEN", "canary"));

    assertThat(settings.seeds()).hasSize(3).contains(settings.remoting().self());
    assertThat(settings.remoting().tls()).isPresent();
    assertThat(settings.management().enabled()).isTrue();
  }

  @Test
  void aSecondCertificateIsByTheSameAuthority() throws IOException {
    String authority = Files.readString(keys.resolve("ca.crt"));
    String first = Files.readString(keys.resolve("tls.crt"));
    assertThat(run("certificates", keys.toString(), "30")).isZero();

    assertThat(Files.readString(keys.resolve("ca.crt"))).isEqualTo(authority);
    assertThat(Files.readString(keys.resolve("tls.crt"))).isNotEqualTo(first);
    theSettingsForComposeMakeANodeOfThree();
  }

  @Test
  void theHealthCheckTellsAHealthyServerFromOthers() {
    InetSocketAddress address;
    try (Door door = Door.open()) {
      address = door.listener();
      assertThat(healthy(address, "/health")).isZero();
      assertThat(healthy(address, "/nope")).isNotZero();
    }
    assertThat(healthy(address, "/health")).isNotZero();
  }
}
