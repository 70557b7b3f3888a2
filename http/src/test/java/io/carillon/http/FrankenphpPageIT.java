package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.ConnectionId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the examples of the page from top to bottom. */
class FrankenphpPageIT {
  private static final Path PAGE =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol", "frankenphp.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(http|json)\n(.*?)```");
  private static final int FEWEST = 10;

  /** Fields whose values no page can know. */
  private static final Set<String> MEASURED = Set.of("pingTime", "pingTimeMs", "timestamp");

  /** What is asked, with which body, and what the page says is answered. */
  private record Example(String request, String body, int status, String answer) {}

  @TestFactory
  List<DynamicTest> everyExampleIsAnsweredAsThePageSays() throws IOException {
    List<Example> examples = examples(Files.readString(PAGE));
    assertThat(examples).hasSizeGreaterThan(FEWEST);
    return List.of(DynamicTest.dynamicTest(PAGE.toString(), () -> run(examples)));
  }

  private static void run(List<Example> examples) {
    try (Door door = Door.open()) {
      rename(door, door.connectAs("/chat"), "alice");
      rename(door, door.connectAs("/api"), "bob");
      for (Example example : examples) {
        String[] line = example.request.split(" ");
        HttpResponse<String> response = door.admin(line[0], line[1], example.body);

        assertThat(response.statusCode()).as(example.request).isEqualTo(example.status);
        if (example.answer.startsWith("{")) {
          assertThat(known(Door.json(response)))
              .as(example.request)
              .isEqualTo(known(Door.json(example.answer)));
        } else {
          assertThat(response.body().strip()).as(example.request).isEqualTo(example.answer);
        }
      }
    }
  }

  private static void rename(Door door, ConnectionId id, String name) {
    door.post("/frankenphp_ws/renameConnection/" + id + "/" + name, "");
  }

  private static List<Example> examples(String page) {
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += 2) {
      String[] request = parts(blocks.get(i).group(2));
      boolean isJson = blocks.get(i + 1).group(1).equals("json");
      String answer = blocks.get(i + 1).group(2).strip();
      String[] status = isJson ? new String[] {"HTTP/1.1 200", answer} : parts(answer);
      int code = Integer.parseInt(status[0].split(" ")[1]);
      examples.add(new Example(request[0], request[1], code, status[1]));
    }
    return examples;
  }

  /** The first line, and what follows the empty one. */
  private static String[] parts(String block) {
    String[] parts = block.strip().split("\n\n", 2);
    return new String[] {parts[0], parts.length > 1 ? parts[1] : ""};
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
