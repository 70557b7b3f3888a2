package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.clusterconfig.StatefulSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesTest {
  /** What a node of a cluster takes at most by its defaults, in seconds. */
  private static final int LONGEST_STOP = 32;

  private final List<JsonNode> resources = new ArrayList<>();
  private final JsonNode kustomization = DeployFile.of("kubernetes/kustomization.yaml").yaml();

  KubernetesTest() {
    for (JsonNode file : kustomization.get("resources")) {
      resources.addAll(DeployFile.of("kubernetes/" + file.asText()).documents());
    }
  }

  private JsonNode resource(String kind, String name) {
    return resources.stream()
        .filter(each -> each.get("kind").asText().equals(kind))
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode set() {
    return resource("StatefulSet", "carillon").get("spec");
  }

  private JsonNode pod() {
    return set().at("/template/spec");
  }

  private JsonNode container() {
    return pod().at("/containers/0");
  }

  private Map<String, Integer> ports() {
    Map<String, Integer> ports = new HashMap<>();
    container()
        .get("ports")
        .forEach(port -> ports.put(port.get("name").asText(), port.get("containerPort").asInt()));
    return ports;
  }

  private String variable(String name) {
    for (JsonNode each : container().get("env")) {
      if (each.get("name").asText().equals(name)) {
        return each.path("value").asText();
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void itsPortsAreThoseOfTheDefaults() {
    assertThat(ports())
        .isEqualTo(
            Map.of(
                "websocket", Known.number("carillon.listeners.main.port"),
                "admin", Known.number("carillon.admin.port"),
                "nodes", Known.number("carillon.cluster.port"),
                "probes", Known.number("carillon.cluster.management.port")));
  }

  @Test
  void servicesAndThePolicyNamePortsOfThePods() {
    for (String service : List.of("carillon", "carillon-admin", "carillon-nodes")) {
      for (JsonNode port : resource("Service", service).at("/spec/ports")) {
        assertThat(ports())
            .containsEntry(port.get("targetPort").asText(), port.get("port").asInt());
      }
    }
    for (JsonNode rule : resource("NetworkPolicy", "carillon").at("/spec/ingress")) {
      rule.get("ports").forEach(port -> assertThat(ports()).containsKey(port.get("port").asText()));
    }
  }

  @Test
  void everybodyMeansTheSamePods() {
    JsonNode labels = set().at("/template/metadata/labels");
    assertThat(set().at("/selector/matchLabels")).isEqualTo(labels);
    assertThat(resource("PodDisruptionBudget", "carillon").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(resource("NetworkPolicy", "carillon").at("/spec/podSelector/matchLabels"))
        .isEqualTo(labels);
    for (String service : List.of("carillon", "carillon-admin", "carillon-nodes")) {
      assertThat(resource("Service", service).at("/spec/selector")).isEqualTo(labels);
    }
    // It would also be added to whom the policy lets in.
    assertThat(kustomization.findValues("includeSelectors")).isEmpty();
  }

  @Test
  void onlyNodesReachThePortOfTheNodes() {
    for (JsonNode rule : resource("NetworkPolicy", "carillon").at("/spec/ingress")) {
      if (rule.get("ports").toString().contains("\"nodes\"")) {
        assertThat(rule.get("ports")).hasSize(1);
        assertThat(rule.get("from")).hasSize(1);
        assertThat(rule.at("/from/0/podSelector/matchLabels"))
            .isEqualTo(set().at("/template/metadata/labels"));
      } else {
        assertThat(rule.get("ports").toString()).doesNotContain("probes");
      }
    }
  }

  @Test
  void podsFindEachOtherByTheHeadlessService() {
    JsonNode nodes = resource("Service", variable("CARILLON_CLUSTER_SERVICE")).get("spec");

    assertThat(set().get("serviceName").asText()).isEqualTo(variable("CARILLON_CLUSTER_SERVICE"));
    assertThat(StatefulSet.isService(variable("CARILLON_CLUSTER_SERVICE"))).isTrue();
    assertThat(StatefulSet.isPod("carillon-0")).isTrue();
    assertThat(nodes.get("clusterIP").asText()).isEqualTo("None");
    assertThat(nodes.get("publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(set().get("podManagementPolicy").asText()).isEqualTo("Parallel");
    assertThat(variable("CARILLON_CLUSTER_ENVIRONMENT")).isEqualTo("kubernetes");
  }

  @Test
  void asManyNodesAreExpectedAsThereArePodsAndTheMajorityStays() {
    int replicas = set().get("replicas").asInt();
    int away = resource("PodDisruptionBudget", "carillon").at("/spec/maxUnavailable").asInt();

    assertThat(variable("CARILLON_CLUSTER_NODES")).isEqualTo(String.valueOf(replicas));
    assertThat(replicas - away).isPositive().isGreaterThanOrEqualTo(replicas / 2 + 1);
  }

  @Test
  void probesAskWhatPekkoManagementAnswers() {
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(container().at("/" + probe + "/httpGet/path").asText()).isEqualTo("/alive");
      assertThat(container().at("/" + probe + "/httpGet/port").asText()).isEqualTo("probes");
    }
    assertThat(container().at("/readinessProbe/httpGet/path").asText()).isEqualTo("/ready");
    assertThat(container().at("/readinessProbe/httpGet/port").asText()).isEqualTo("probes");
  }

  @Test
  void podsGetTheTimeToLeave() {
    long serving =
        DeployFile.of("kubernetes/carillon.conf")
            .config()
            .getDuration("carillon.shutdown.keep-serving-for")
            .toSeconds();
    int grace = pod().get("terminationGracePeriodSeconds").asInt();

    assertThat(serving).isPositive();
    assertThat(grace - serving).isGreaterThan(LONGEST_STOP);
  }

  @Test
  void podsMayDoLittle() {
    assertThat(pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod().get("automountServiceAccountToken").asBoolean(true)).isFalse();
    JsonNode security = container().get("securityContext");
    assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void whatIsMountedIsThere() {
    List<String> volumes = pod().get("volumes").findValuesAsText("name");
    for (JsonNode mount : container().get("volumeMounts")) {
      assertThat(volumes).contains(mount.get("name").asText());
    }
    assertThat(
            DeployFile.of("kubernetes/carillon.conf")
                .config()
                .getString("carillon.cluster.tls.key"))
        .startsWith(container().at("/volumeMounts/1/mountPath").asText() + "/");
    assertThat(kustomization.at("/configMapGenerator/0/files/0").asText())
        .isEqualTo("carillon.conf");
  }
}
