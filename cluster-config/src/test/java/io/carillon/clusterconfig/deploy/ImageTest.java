package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the image is made of, and that nobody takes a newer one by accident. */
class ImageTest {
  private static final DeployFile IMAGE = DeployFile.of("docker/Dockerfile");
  private static final String PINNED = "[a-z][a-z0-9/-]*:v?[0-9]+\\.[0-9]+[a-z0-9.-]*";

  @Test
  void everyImageIsPinned() {
    List<String> images = new ArrayList<>(IMAGE.found("(?m)^FROM (\\S+)"));
    for (DeployFile file : DeployFile.all(".yaml")) {
      for (JsonNode document : file.documents()) {
        document.findValues("image").forEach(image -> images.add(image.asText()));
      }
    }

    assertThat(images).hasSizeGreaterThan(5).allMatch(image -> image.matches(PINNED));
  }

  @Test
  void ourOwnImageHasOneNameAndVersion() {
    JsonNode replaced = DeployFile.of("kubernetes/kustomization.yaml").yaml().at("/images/0");
    String ours = replaced.get("name").asText() + ":" + replaced.get("newTag").asText();
    Set<String> names = new TreeSet<>();
    for (DeployFile file : DeployFile.all("")) {
      names.addAll(file.found("(?<![a-z0-9/_{.])(carillon:[0-9][0-9A-Za-z.-]*)"));
    }

    assertThat(names).containsExactly(ours);
    assertThat(Known.repository("pom.xml").text())
        .contains("<version>" + replaced.get("newTag").asText() + "-SNAPSHOT</version>");
  }

  @Test
  void whatIsCopiedFromTheRepositoryIsThereAndNotIgnored() {
    List<String> ignored = DeployFile.of("docker/Dockerfile.dockerignore").lines();
    Set<String> copied = IMAGE.found("(?m)^COPY (?!--from)(?:--\\S+ )?(\\S+) ");

    assertThat(copied).contains("cluster-config/deploy/docker/healthy");
    assertThat(copied)
        .allMatch(path -> Files.exists(DeployFile.ROOT.resolve(path)))
        .allMatch(path -> ignored.stream().noneMatch(path::equals));
    for (String module : Known.repository("pom.xml").found("<module>(\\S+)</module>")) {
      assertThat(ignored).containsAnyOf("!" + module, "!" + module + "/pom.xml");
    }
  }

  @Test
  void runsAsNobodyWhoMayDoAnything() {
    assertThat(IMAGE.found("(?m)^USER (\\S+)")).containsExactly("10001:10001");
    assertThat(IMAGE.lines()).last().asString().startsWith("ENTRYPOINT [\"java\", ");
  }

  @Test
  void itsPortsAreThoseOfTheDefaults() {
    String ports =
        "EXPOSE %d %d %d %d"
            .formatted(
                Known.number("carillon.listeners.main.port"),
                Known.number("carillon.admin.port"),
                Known.number("carillon.cluster.port"),
                Known.number("carillon.cluster.management.port"));

    assertThat(IMAGE.lines()).contains(ports);
    assertThat(IMAGE.text())
        .contains(
            "CMD [\"healthy\", \"%d\", \"/health\"]"
                .formatted(Known.number("carillon.listeners.main.port")));
  }
}
