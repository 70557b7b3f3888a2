package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import io.carillon.clusterconfig.ClusterSettings.Timing;
import io.carillon.clusterconfig.Environment;
import io.carillon.clusterconfig.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSectionTest {
  private static final String STATIC =
      "carillon.cluster { environment = static, seeds = [\"127.0.0.1\"] }";
  private static final String PODS =
      "carillon.cluster { environment = kubernetes, insecure = on,"
          + " kubernetes { pod = carillon-1, service = nodes } }";

  @TempDir private Path directory;

  private ClusterSettings read(Map<String, String> variables, String... lines) {
    Path file = directory.resolve("carillon.conf");
    try {
      Files.writeString(file, String.join("\n", lines));
      return CarillonSettings.of(
              new ConfigSources(Optional.of(file), variables, new Properties()).load())
          .cluster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClusterSettings read(String... lines) {
    return read(Map.of(), lines);
  }

  private List<String> problemsOf(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> read(lines)).problems();
  }

  @Test
  void theShippedNodeIsAlone() {
    assertThat(read())
        .isEqualTo(
            new ClusterSettings(
                Environment.SINGLE,
                3,
                new Remoting(new NodeAddress("127.0.0.1", 25520), "", Optional.empty(), false),
                List.of(),
                new Timing(Duration.ofSeconds(7), Duration.ofSeconds(60)),
                new Management(false, "127.0.0.1", 7626)));
  }

  @Test
  void aStaticNodeJoinsByItsSeedsInTheirOrder() {
    ClusterSettings settings =
        read(
            "carillon.cluster { environment = static, port = 2551 }",
            "carillon.cluster.seeds = [\"10.0.0.2\", \"node-b:25520\"]");

    assertThat(settings.environment()).isEqualTo(Environment.STATIC);
    assertThat(settings.seeds())
        .containsExactly(new NodeAddress("10.0.0.2", 2551), new NodeAddress("node-b", 25520));
    assertThat(settings.remoting().boundHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void aPodIsNamedAfterItsSetAndOpensItsProbes() {
    ClusterSettings settings =
        read(
            Map.of(
                "CARILLON_CLUSTER_ENVIRONMENT", "kubernetes",
                "CARILLON_CLUSTER_POD", "carillon-2",
                "CARILLON_CLUSTER_SERVICE", "nodes.chat",
                "CARILLON_CLUSTER_NODES", "2"),
            "carillon.cluster.insecure = on");

    assertThat(settings.remoting().self())
        .isEqualTo(new NodeAddress("carillon-2.nodes.chat", 25520));
    assertThat(settings.remoting().boundHost()).isEqualTo("0.0.0.0");
    assertThat(settings.seeds())
        .containsExactly(
            new NodeAddress("carillon-0.nodes.chat", 25520),
            new NodeAddress("carillon-1.nodes.chat", 25520));
    assertThat(settings.management()).isEqualTo(new Management(true, "0.0.0.0", 7626));
  }

  @Test
  void anOperatorMayNameTheHostByTheEnvironment() {
    assertThat(read(Map.of("CARILLON_CLUSTER_HOST", "127.0.0.9"), STATIC).remoting().self().host())
        .isEqualTo("127.0.0.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          environment = docker          | environment = docker: expected one of single, static, kubernetes
          environment = [static]        | environment = [static]: expected one of single, static, kubernetes
          nodes = 0                     | nodes = 0: expected a number of nodes from 1 to 100
          nodes = 101                   | nodes = 101: expected a number of nodes from 1 to 100
          host = "a:1"                  | host = a:1: expected a host name or an IPv4 address without a port
          host = "::1"                  | host = ::1: expected a host name or an IPv4 address without a port
          bind-host = "a b"             | bind-host = a b: expected a host name or an IPv4 address without a port, or nothing
          port = 65536                  | port = 65536: expected a port from 0 to 65535
          seeds = ["a:0"]               | seeds = [a:0]: expected a list of nodes to join by, each with its port
          seeds = node-a                | seeds = node-a: expected a list of nodes to join by
          stable-after = 500ms          | stable-after = 500ms: expected a duration from 1000ms to 300s
          stable-after = 6m             | stable-after = 6m: expected a duration from 1000ms to 300s
          join-timeout = 999ms          | join-timeout = 999ms: expected a duration from 1000ms to 3600s
          tls.certificate = []          | tls.certificate = []: expected a path
          tls.key = {}                  | tls.key = {}: expected a path
          tls.ca = "a\\u0000"           | tls.ca = a?: expected a path
          insecure = perhaps            | insecure = perhaps: expected on or off
          kubernetes.pod = carillon     | kubernetes.pod = carillon: expected the name of a pod of a StatefulSet
          kubernetes.service = "a:b"    | kubernetes.service = a:b: expected the domain of a headless service
          management.enabled = 1s       | management.enabled = 1s: expected on or off
          management.host = ""          | management.host = : expected a host name
          management.port = -1          | management.port = -1: expected a port from 0 to 65535
          management.token = x          | management.token is not a known key
          tls.password = x              | tls.password is not a known key
          kubernetes.namespace = x      | kubernetes.namespace is not a known key
          seed = x                      | seed is not a known key, did you mean seeds?
          """)
  void anImpossibleValueIsNamedEvenWhereThereIsNoCluster(String line, String problem) {
    assertThat(problemsOf("# a comment", "carillon.cluster." + line))
        .singleElement()
        .asString()
        .startsWith("carillon.cluster." + problem)
        .endsWith("(" + directory.resolve("carillon.conf") + ": 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seeds = []                            | seeds = []: expected a list of nodes to join by
          host = 192.0.2.1                      | host = 192.0.2.1: expected a loopback address as long as there is no TLS; set carillon.cluster.tls, or
          host = nobody.invalid                 | host = nobody.invalid: expected a loopback address
          bind-host = 0.0.0.0                   | bind-host = 0.0.0.0: expected a loopback address as long as there is no TLS
          port = 0                              | seeds = [127.0.0.1]: expected a list of nodes to join by, each with its port
          """)
  void keysOfAClusterMustGoTogether(String line, String problem) {
    assertThat(problemsOf(STATIC, "carillon.cluster." + line))
        .first()
        .asString()
        .startsWith("carillon.cluster." + problem);
  }

  @Test
  void strangersAreLetInOnlyOnPurpose() {
    Remoting remoting =
        read(STATIC, "carillon.cluster { host = 192.0.2.1, insecure = on }").remoting();

    assertThat(remoting.insecure()).isTrue();
    assertThat(remoting.boundHost()).isEqualTo("192.0.2.1");
  }

  @Test
  void aPodNeedsItsNameAndItsServiceAndAPort() {
    assertThat(problemsOf("carillon.cluster { environment = kubernetes, insecure = on, port = 0 }"))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("kubernetes.pod = : expected", "carillon-0"))
        .anySatisfy(line -> assertThat(line).contains("kubernetes.service = : expected"))
        .anySatisfy(line -> assertThat(line).contains("port = 0: expected a port from 1 to 65535"));
  }

  @Test
  void aPodIsNotOpenToStrangersByItself() {
    assertThat(problemsOf(PODS, "carillon.cluster.insecure = off"))
        .singleElement()
        .asString()
        .startsWith("carillon.cluster.bind-host = 0.0.0.0: expected a loopback address");
  }

  @Test
  void tlsFilesAreOpenedAndEveryFlawIsNamed() throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong.pem"), "no certificate");

    assertThat(problemsOf(STATIC, "carillon.cluster.tls { certificate = \"" + wrong + "\" }"))
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("carillon.cluster.tls.certificate = " + wrong + ": expected")
                    .contains("exactly one certificate in PEM", "carillon.conf: 2)"))
        .anySatisfy(line -> assertThat(line).contains("tls.key = : expected a readable file"))
        .anySatisfy(line -> assertThat(line).contains("tls.ca = : expected a readable file"));
  }

  @Test
  void tlsLeavesNothingToBeInsecureAbout() {
    assertThat(problemsOf("carillon.cluster { tls.ca = x, insecure = on }"))
        .singleElement()
        .asString()
        .contains("carillon.cluster.insecure = on: expected off");
  }

  @Test
  void aClusterWithoutItsEnvironmentsSettingsIsRefused() {
    assertThat(problemsOf(STATIC, "pekko.cluster.downing-provider-class = \"\""))
        .singleElement()
        .asString()
        .startsWith("pekko.cluster.downing-provider-class = : expected the split brain resolver");
  }
}
