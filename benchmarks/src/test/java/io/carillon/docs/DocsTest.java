package io.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("carillon.root", ".."));

  @TempDir Path fixture;

  @BeforeEach
  void writeASmallRepository() throws IOException {
    write("pom.xml", "<artifactId>spotless-maven-plugin</artifactId>");
    write("http/pom.xml", "<project/>");
    write(
        "http/src/main/java/io/carillon/http/Door.java",
        "/** Not a class Commented. */\nrecord Door(int port) {}");
    write(
        "http/src/main/resources/reference.conf",
        "carillon { listeners.main { port = 5000, routes {} }, admin.token = null }"
            + "\ncarillon.admin.token = ${?CARILLON_ADMIN_TOKEN}"
            + "\ncarillon.admin.port = ${?CARILLON_ADMIN_PORT}"
            + "\ncarillon.listener-defaults { backlog = 1, routes {} }"
            + "\ncarillon.copy = ${carillon.listeners} { spare.port = 1 }");
    write("docs/other.md", "# Other things\n");
  }

  @Test
  void everythingTheDocumentsNameExists() {
    assertThat(DocsCheck.complaints(ROOT)).isEmpty();
  }

  @Test
  void readsTheDocumentsOfThisRepository() {
    assertThat(new Repository(ROOT).documents())
        .extracting(document -> document.path().toString())
        .contains("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/glossary.md");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`docs/nowhere.md`",
        "`nowhere.md`",
        "`docs/nothing/`",
        "`nomodule/target/x.jar`",
        "`Portal`",
        "`Registry`",
        "`Commented`",
        "`java.nio.Portal`",
        "`org.apache.pekko.io.Inet.Portal`",
        "`Door.handle`",
        "`Door.close()`",
        "``Portal``",
        "`io.carillon.http.Portal`",
        "`io.carillon.nowhere`",
        "`engine.nowhere`",
        "`carillon.listeners.main.prot`",
        "`carillon.listeners.<name>.prot`",
        "`carillon.admin.backlog`",
        "`carillon.admin = 3` and `carillon.amdin`",
        "`-Dcarillon.listeners.main.prot=1`",
        "`CARILLON_NOTHING`",
        "`pekko.stream.nothing`",
        "`mvn verfy`",
        "`mvn -q flawless:apply`",
        "[dead](docs/nowhere.md)",
        "[dead](docs/other.md#nothing)",
        "[dead](#nothing)",
        "[dead]: docs/nowhere.md",
        "```sh\nmvn -q verfy && java -jar x.jar\n```",
        "```json\n{\"sentCount\": }\n```",
        "```json\n{} {}\n```"
      })
  void reportsWhatDoesNotExist(String text) throws IOException {
    assertThat(complaintsAbout(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`docs/other.md`",
        "`other.md`",
        "`docs/`",
        "`http/target/carillon.jar`",
        "`Door`",
        "`Door.port`",
        "`SocketChannel`",
        "`GraphStage`",
        "`Host`",
        "`java.util.Map.Entry`",
        "`org.apache.pekko.io.Inet.SocketOption`",
        "`io.carillon.http.Door`",
        "`http.Door`",
        "`carillon.listeners.<name>.port`",
        "`carillon.listeners.main.port = 0`",
        "`carillon.listeners.main.routes.\"/chat\".protocol`",
        "`carillon.listeners.<name>.backlog`",
        "`carillon.listener-defaults.backlog`",
        "`carillon.admin.token`",
        "`carillon.admin.port`",
        "`carillon.copy.main.port`",
        "`CARILLON_ADMIN_TOKEN=secret`",
        "`pekko.loglevel`",
        "`mvn -q -pl http spotless:apply verify`",
        "`POST /v1/broadcasts`",
        "`/chat`",
        "`application/json`",
        "`MESSAGE_TOO_BIG`",
        "`sentCount`",
        "`127.0.0.1:2019`",
        "[fine](docs/other.md#other-things)",
        "[fine](https://example.org/x)",
        "```json\n{\"sentCount\": 2}\n```",
        "```java\nPortal portal;\n```"
      })
  void acceptsWhatExistsOrNamesNothing(String text) throws IOException {
    assertThat(complaintsAbout(text)).isEmpty();
  }

  @Test
  void saysWhereAndWhat() throws IOException {
    assertThat(complaintsAbout("first\n`Portal`"))
        .containsExactly("README.md:2: no such class `Portal`");
  }

  @Test
  void readsTheChangelogOnlyForLinks() throws IOException {
    write("CHANGELOG.md", "`Gone` and [dead](gone.md)");
    assertThat(DocsCheck.complaints(fixture)).containsExactly("CHANGELOG.md:1: dead link gone.md");
  }

  @Test
  void findsNoKeyWhereNothingIsConfigured() throws IOException {
    Files.delete(fixture.resolve("http/src/main/resources/reference.conf"));
    assertThat(complaintsAbout("`carillon.admin.token`")).hasSize(1);
  }

  @Test
  void skipsWhatIsBuilt() throws IOException {
    write("http/target/site.md", "`Gone`");
    assertThat(DocsCheck.complaints(fixture)).isEmpty();
  }

  private List<String> complaintsAbout(String text) throws IOException {
    write("README.md", text);
    return DocsCheck.complaints(fixture);
  }

  private void write(String path, String text) throws IOException {
    Path file = fixture.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
