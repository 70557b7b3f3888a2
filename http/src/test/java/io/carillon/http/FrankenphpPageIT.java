package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs the examples of the page from top to bottom. */
class FrankenphpPageIT {
  private static final int FEWEST = 10;

  /** Fields whose values no page can know. */
  private static final Set<String> MEASURED = Set.of("pingTime", "pingTimeMs", "timestamp");

  @Test
  void everyExampleIsAnsweredAsThePageSays() {
    PageExamples examples = PageExamples.of("frankenphp.md");
    assertThat(examples.size()).isGreaterThan(FEWEST);
    try (Door door = Door.open()) {
      door.connectAs("/chat", "alice");
      door.connectAs("/api", "bob");
      examples.run(door, FrankenphpPageIT::known);
    }
  }

  private static JsonNode known(JsonNode json) {
    for (JsonNode parent : json.findParents("timestamp")) {
      blank((ObjectNode) parent);
    }
    blank((ObjectNode) json);
    json.forEach(FrankenphpPageIT::sort);
    return json;
  }

  /** The order of a list of names is nobody's promise. */
  private static void sort(JsonNode list) {
    if (list instanceof ArrayNode names && !names.isEmpty() && names.get(0).isTextual()) {
      List<JsonNode> sorted = new ArrayList<>();
      names.forEach(sorted::add);
      sorted.sort(Comparator.comparing(JsonNode::asText));
      names.removeAll().addAll(sorted);
    }
  }

  private static void blank(ObjectNode json) {
    for (String field : MEASURED) {
      if (json.has(field)) {
        assertThat(json.get(field).isNumber()).as(field).isTrue();
        json.put(field, 0);
      }
    }
  }
}
