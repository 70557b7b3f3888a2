package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatefulSetTest {
  @ParameterizedTest
  @ValueSource(strings = {"carillon-0", "c-1", "chat-nodes-12", "0-0", "a-10"})
  void takesTheNamesOfPodsOfASet(String pod) {
    assertThat(StatefulSet.isPod(pod)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "carillon",
        "carillon-",
        "-0",
        "carillon-01",
        "Carillon-0",
        "carillon-x",
        "carillon-7d9c-x2x",
        "a.b-0",
        "carillon_0-0",
        "c--0-",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-0"
      })
  void takesNoOtherNames(String pod) {
    assertThat(StatefulSet.isPod(pod)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "nodes, true",
    "carillon-nodes, true",
    "carillon-nodes.default.svc.cluster.local, true",
    "'', false",
    "nodes., false",
    ".nodes, false",
    "no des, false",
    "Nodes, false",
    "nodes:80, false"
  })
  void takesTheDomainOfAService(String service, boolean is) {
    assertThat(StatefulSet.isService(service)).isEqualTo(is);
  }

  @Test
  void findsAPodUnderItsNameInTheService() {
    assertThat(new StatefulSet("carillon-2", "nodes").host()).isEqualTo("carillon-2.nodes");
  }

  @Test
  void everyPodNamesTheSameSeedsInTheSameOrder() {
    StatefulSet first = new StatefulSet("chat-nodes-0", "s.ns.svc");
    StatefulSet late = new StatefulSet("chat-nodes-17", "s.ns.svc");

    assertThat(first.seeds(3, 25520))
        .containsExactly(
            new NodeAddress("chat-nodes-0.s.ns.svc", 25520),
            new NodeAddress("chat-nodes-1.s.ns.svc", 25520),
            new NodeAddress("chat-nodes-2.s.ns.svc", 25520))
        .isEqualTo(late.seeds(3, 25520));
  }
}
