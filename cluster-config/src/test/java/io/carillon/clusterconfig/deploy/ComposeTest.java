package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ComposeTest {
  private static final int LONGEST_STOP = 30;

  private final DeployFile file = DeployFile.of("compose/compose.yaml");
  private final JsonNode compose = file.yaml();
  private final Config cluster =
      DeployFile.of("compose/carillon.conf").config().getConfig("carillon.cluster");

  private Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    compose
        .get("services")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("carillon-")) {
                nodes.add(name);
              }
            });
    return nodes;
  }

  @Test
  void theNodesAreTheSeeds() {
    assertThat(nodes()).containsExactlyElementsOf(cluster.getStringList("seeds"));
    assertThat(cluster.getInt("nodes")).isEqualTo(nodes().size());
    assertThat(cluster.getString("environment")).isEqualTo("static");
    for (String node : nodes()) {
      JsonNode service = compose.at("/services/" + node);
      assertThat(service.get("hostname").asText()).isEqualTo(node);
      assertThat(service.at("/environment/CARILLON_CLUSTER_HOST").asText()).isEqualTo(node);
    }
  }

  @Test
  void portsInsideAreThoseOfTheDefaultsAndOutsideNoTwoAreTheSame() {
    List<String> published =
        compose.get("services").findValues("ports").stream().flatMap(ComposeTest::texts).toList();

    assertThat(published.stream().map(port -> port.replaceFirst(":[0-9]+$", "")))
        .hasSizeGreaterThan(nodes().size())
        .doesNotHaveDuplicates();
    for (String node : nodes()) {
      assertThat(texts(compose.at("/services/" + node + "/ports")))
          .map(port -> Integer.valueOf(port.replaceFirst(".*:", "")))
          .containsExactly(
              Known.number("carillon.listeners.main.port"), Known.number("carillon.admin.port"));
    }
    assertThat(published)
        .filteredOn(port -> !port.endsWith(":5000"))
        .allMatch(ComposeTest::isLocal);
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  private static boolean isLocal(String port) {
    return port.startsWith("127.0.0.1:");
  }

  @Test
  void theHealthCheckAsksTheProbes() {
    JsonNode test = compose.at("/x-node/healthcheck/test");

    assertThat(cluster.getString("management.enabled")).isEqualTo("on");
    assertThat(test.get(2).asInt()).isEqualTo(Known.number("carillon.cluster.management.port"));
    assertThat(test.get(3).asText()).isEqualTo("/ready");
  }

  @Test
  void nodesGetTheTimeToLeave() {
    String grace = compose.at("/x-node/stop_grace_period").asText();

    assertThat(Integer.parseInt(grace.replace("s", ""))).isGreaterThan(LONGEST_STOP);
  }

  @Test
  void whatIsMountedIsThereOrIsMadeByPrepare() {
    Path folder = file.path().getParent();
    Set<String> sources = file.found("(?m)^ +- (\\.[./a-z-]+):/");

    assertThat(sources).hasSizeGreaterThan(4);
    assertThat(sources)
        .filteredOn(source -> !source.startsWith("./tls"))
        .allMatch(source -> Files.exists(folder.resolve(source)));
    assertThat(Files.isExecutable(folder.resolve("prepare"))).isTrue();
    assertThat(DeployFile.of("compose/.gitignore").lines()).contains(".env", "authority/", "tls/");
  }

  @Test
  void everySecretIsMadeByPrepareAndNoneIsWrittenDown() {
    Set<String> variables = file.found("\\$\\{([A-Z_]+)");

    assertThat(variables).contains("CARILLON_ADMIN_TOKEN");
    assertThat(DeployFile.of("compose/prepare").found("(?m)^([A-Z_]+)=\\$")).containsAll(variables);
    assertThat(file.found("\\$\\{([A-Z_]+)[}]")).isEmpty();
  }

  @Test
  void prometheusAsksEveryNodeByANameThatItsAdminPortKnows() {
    JsonNode scrape = DeployFile.of("compose/prometheus.yaml").yaml().at("/scrape_configs/0");
    List<String> allowed =
        DeployFile.of("compose/carillon.conf")
            .config()
            .getStringList("carillon.admin.allowed-hosts");

    assertThat(texts(scrape.at("/static_configs/0/targets")))
        .containsExactlyElementsOf(
            nodes().stream()
                .map(node -> node + ":" + Known.number("carillon.admin.port"))
                .toList());
    assertThat(allowed).containsAll(nodes());
    assertThat(scrape.get("job_name").asText()).isEqualTo("carillon");
  }
}
