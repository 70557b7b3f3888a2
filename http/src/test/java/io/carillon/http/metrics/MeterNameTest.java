package io.carillon.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeterNameTest {
  private static final Path OPERATIONS =
      Path.of(System.getProperty("carillon.root", ".."), "docs", "operations.md");
  private static final String HEAD = "| meter | kind | tags | says |";

  @Test
  void thePageForOperatorsShowsEveryMeter() throws IOException {
    List<String> rows =
        Files.readAllLines(OPERATIONS).stream()
            .dropWhile(line -> !line.equals(HEAD))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).isEqualTo(Stream.of(MeterName.values()).map(MeterNameTest::row).toList());
  }

  private static String row(MeterName name) {
    String tags =
        name.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
    String kind = name.kind().name().toLowerCase(Locale.ROOT);
    return "| `%s` | %s | %s| %s |"
        .formatted(name.text(), kind, tags.isEmpty() ? "" : tags + " ", name.description());
  }
}
