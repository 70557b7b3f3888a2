package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java in the documents is an excerpt of an example here, and so compiles. */
class JavaBlocksTest {
  private static final Path ROOT = Path.of(System.getProperty("carillon.root"));
  private static final Path EXAMPLES = ROOT.resolve("http/src/test/java/io/carillon/http/examples");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files below a folder whose names end so. */
  private static List<Path> files(Path folder, String end) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same lines, wherever they begin. */
  private static String flush(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static List<String> blocks(Path page) {
    return BLOCK.matcher(read(page)).results().map((MatchResult block) -> block.group(1)).toList();
  }

  @Test
  void everyJavaBlockIsAnExcerptOfAnExample() {
    List<String> examples =
        files(EXAMPLES, ".java").stream()
            .map(JavaBlocksTest::read)
            .map(JavaBlocksTest::flush)
            .toList();
    List<Path> pages =
        Stream.concat(
                Stream.of(ROOT.resolve("README.md")), files(ROOT.resolve("docs"), ".md").stream())
            .toList();

    for (Path page : pages) {
      for (String block : blocks(page)) {
        assertThat(examples)
            .as("an example with this block of %s:%n%s", ROOT.relativize(page), block)
            .anyMatch(example -> example.contains(flush(block)));
      }
    }
  }

  @Test
  void thePageOnEmbeddingHasBlocks() {
    assertThat(blocks(ROOT.resolve("docs/embedding.md"))).hasSizeGreaterThanOrEqualTo(2);
  }
}
