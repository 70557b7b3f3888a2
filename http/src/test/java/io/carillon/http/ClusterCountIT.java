package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three programs that are one cluster: each counts and lists the connections of all. */
class ClusterCountIT {
  private static final int SIZE = 3;

  @TempDir private Path directory;

  private final List<Peer> clients = new ArrayList<>();
  private ProgramCluster cluster;

  @AfterEach
  void stop() {
    clients.forEach(Peer::leave);
    cluster.close();
  }

  @Test
  void everyNodeCountsTheSixHundredOfAll() {
    countAll(600);
  }

  @Test
  @Tag("nightly")
  void everyNodeCountsTheThreeThousandOfAll() {
    countAll(3_000);
  }

  private void countAll(int connections) {
    cluster = ProgramCluster.start(directory, SIZE);
    for (int i = 0; i < connections; i++) {
      clients.add(cluster.node(i % SIZE).connect(i % 2 == 0 ? "/even" : "/odd"));
    }
    List<String> even = texts(cluster.node(0).get("/frankenphp_ws/getClientsByRoute/%2Feven"));
    tag("red", even.subList(0, connections / 3));
    tag("blue", even.subList(connections / 4, connections / 2));
    for (int i = 0; i < SIZE; i++) {
      NodeProgram node = cluster.node(i);
      sendAndCount(node, "{\"all\":true}", "all", connections);
      sendAndCount(node, "{\"route\":\"/even\"}", "route", connections / 2);
      sendAndCount(node, "{\"tag\":\"red\"}", "tag", connections / 3);
      int both = connections / 3 - connections / 4;
      sendAndCount(node, "{\"tagExpression\":\"red&blue\"}", "expression", both);
      sendAndCount(node, "{\"tagExpression\":\"!blue\"}", "not", connections * 3 / 4);
      checkLists(node, connections);
    }
    checkWhatWasHeard(connections);
  }

  /** Each by another node, whichever it is connected to. */
  private void tag(String tag, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      String path = "/frankenphp_ws/tag/" + ids.get(i);
      assertThat(cluster.node(i % SIZE).call("POST", path, tag).join().statusCode()).isEqualTo(200);
    }
  }

  private static void sendAndCount(NodeProgram node, String target, String text, int expected) {
    Outcome outcome = node.send(target, text, "received", Duration.ofSeconds(10)).join();
    assertThat(outcome.receipt().at("/counts/received").asInt()).as(target).isEqualTo(expected);
    assertThat(outcome.receipt().get("targeted").asInt()).as(target).isEqualTo(expected);
    assertThat(outcome.complete()).as("%s", outcome.receipt()).isTrue();
    assertThat(outcome.reporting()).hasSize(SIZE);
  }

  private static void checkLists(NodeProgram node, int connections) {
    String api = "/frankenphp_ws/";
    assertThat(node.get(api + "getClientsCount").get("count").asInt()).isEqualTo(connections);
    assertThat(texts(node.get(api + "getClients"))).doesNotHaveDuplicates().hasSize(connections);
    JsonNode odd = node.get(api + "getClientsByRoute/%2Fodd");
    assertThat(odd.get("count").asInt()).isEqualTo(connections / 2);
    assertThat(texts(odd)).doesNotHaveDuplicates().hasSize(connections / 2);
    assertThat(texts(node.get(api + "getClientsByTag/red"))).hasSize(connections / 3);
    assertThat(node.get(api + "getTagCount/blue").get("count").asInt()).isEqualTo(connections / 4);
    JsonNode expression = node.get(api + "getClientsByTagExpression/red%26%21blue");
    assertThat(texts(expression)).hasSize(connections / 4);
    assertThat(node.get(api + "getAllRoutes").get("routes")).hasSize(2);
    assertThat(node.get(api + "getAllTags").get("tags")).hasSize(2);
  }

  private static List<String> texts(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer.get("clients").forEach(client -> texts.add(client.asText()));
    return texts;
  }

  private void checkWhatWasHeard(int connections) {
    clients.forEach(Peer::settle);
    assertThat(clients).allMatch(client -> count(client, "all") == SIZE);
    assertThat(heard("route")).isEqualTo(SIZE * connections / 2);
    assertThat(heard("tag")).isEqualTo(SIZE * connections / 3);
    assertThat(heard("expression")).isEqualTo(SIZE * (connections / 3 - connections / 4));
    assertThat(heard("not")).isEqualTo(SIZE * connections * 3 / 4);
  }

  private int heard(String text) {
    return clients.stream().mapToInt(client -> count(client, text)).sum();
  }

  private static int count(Peer client, String text) {
    return (int) client.heard().stream().filter(heard -> heard.equals("text:" + text)).count();
  }
}
