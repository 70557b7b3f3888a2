package io.carillon.clusterconfig.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of the repository, read as what it is; a key that stands twice is an error. */
record DeployFile(Path path) {
  static final Path ROOT = Path.of(System.getProperty("carillon.root", ".."));
  static final Path FOLDER = ROOT.resolve("cluster-config/deploy");

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    YAML.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    JSON.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  /** The one of that path below the folder of the deploy files. */
  static DeployFile of(String path) {
    return new DeployFile(FOLDER.resolve(path));
  }

  /** All whose names end like this. */
  static List<DeployFile> all(String ending) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .map(DeployFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    return text().lines().toList();
  }

  /** Everything that the pattern's first group matches. */
  TreeSet<String> found(String pattern) {
    return Pattern.compile(pattern)
        .matcher(text())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  JsonNode yaml() {
    return documents().get(0);
  }

  /** What stands between lines of three dashes. */
  List<JsonNode> documents() {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text()).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  JsonNode json() {
    try {
      return JSON.readTree(text());
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** Optional variables of the environment that are not set here leave nothing. */
  Config config() {
    return ConfigFactory.parseString(text()).resolve();
  }
}
