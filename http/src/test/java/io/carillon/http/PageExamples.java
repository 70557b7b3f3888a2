package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The examples of a page: each an {@code http} block with a request and, behind it, a {@code json}
 * block with the answer, or an {@code http} block with its status. In an answer the text {@code
 * "..."} stands for any value.
 */
final class PageExamples {
  private static final Pattern BLOCK = Pattern.compile("(?s)```(http|json)\n(.*?)```");
  private static final String ANY = "...";

  /** What is asked, with which body, and what the page says is answered. */
  private record Example(String request, String body, int status, String answer) {}

  private final List<Example> examples = new ArrayList<>();

  private PageExamples(String page) {
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    for (int i = 0; i < blocks.size(); i += 2) {
      String[] request = parts(blocks.get(i).group(2));
      boolean isJson = blocks.get(i + 1).group(1).equals("json");
      String answer = blocks.get(i + 1).group(2).strip();
      String[] status = isJson ? new String[] {"HTTP/1.1 200", answer} : parts(answer);
      int code = Integer.parseInt(status[0].split(" ")[1]);
      examples.add(new Example(request[0], request[1], code, status[1]));
    }
  }

  /** Reads a page of the protocols. */
  static PageExamples of(String page) {
    Path path = Path.of(System.getProperty("carillon.root"), "docs", "protocol", page);
    try {
      return new PageExamples(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return examples.size();
  }

  /**
   * Runs them from top to bottom.
   *
   * @param known takes out of both answers what no page can know
   */
  void run(Door door, UnaryOperator<JsonNode> known) {
    for (Example example : examples) {
      String[] line = example.request.split(" ");
      HttpResponse<String> response = door.admin(line[0], line[1], example.body);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(example.status);
      if (example.answer.startsWith("{")) {
        JsonNode expected = Door.json(example.answer);
        assertThat(known.apply(hidden(Door.json(response), expected)))
            .as("%s %s", example.request, example.body)
            .isEqualTo(known.apply(expected));
      } else {
        assertThat(response.body().strip()).as(example.request).isEqualTo(example.answer);
      }
    }
  }

  private static JsonNode hidden(JsonNode answer, JsonNode expected) {
    if (answer instanceof ObjectNode object) {
      for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (object.has(name) && expected.get(name).asText().equals(ANY)) {
          object.put(name, ANY);
        } else if (object.has(name)) {
          hidden(object.get(name), expected.get(name));
        }
      }
    }
    return answer;
  }

  /** The first line, and what follows the empty one. */
  private static String[] parts(String block) {
    String[] parts = block.strip().split("\n\n", 2);
    return new String[] {parts[0], parts.length > 1 ? parts[1] : ""};
  }
}
