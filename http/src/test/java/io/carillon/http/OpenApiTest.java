package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.Level;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import io.carillon.http.settings.Opcode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Path DESCRIPTION =
      Path.of(System.getProperty("carillon.root"), "docs", "api", "openapi.yaml");
  private static final Pattern PATH = Pattern.compile("  (/[^:]*):");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|patch):");
  private static final Pattern REFERENCE = Pattern.compile("#/components/(\\w+)/(\\w+)");

  @Test
  void describesExactlyTheRowsOfTheAdminPort() throws IOException {
    Set<String> rows =
        CarillonServer.endpoints(
                null, new SendDefaults(Opcode.AUTO, Level.WRITTEN, Duration.ofSeconds(1)))
            .stream()
            .map(row -> row.method() + " " + row.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described()).isEqualTo(rows);
  }

  @Test
  void refersOnlyToWhatItDefines() throws IOException {
    String text = Files.readString(DESCRIPTION);
    Matcher reference = REFERENCE.matcher(text);

    assertThat(reference.results().count()).isGreaterThan(20);
    reference.reset();
    while (reference.find()) {
      assertThat(text)
          .containsPattern(
              "(?s)\n  " + reference.group(1) + ":\n(.*\n)?    " + reference.group(2) + ":\n");
    }
  }

  private static Set<String> described() throws IOException {
    Set<String> rows = new TreeSet<>();
    String path = "";
    for (String line : Files.readAllLines(DESCRIPTION)) {
      Matcher newPath = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (newPath.matches()) {
        path = newPath.group(1);
      } else if (method.matches()) {
        rows.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return rows;
  }
}
