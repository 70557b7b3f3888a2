package io.carillon.clusterconfig.deploy;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the program can be told, and what it tells, as its sources and its pages have it. */
final class Known {
  /** Every default. */
  static final Config DEFAULTS =
      defaults("engine")
          .withFallback(defaults("http"))
          .withFallback(defaults("cluster-config"))
          .resolve();

  private Known() {}

  /** The environment variables that set a key. */
  static Set<String> variables() {
    return repository("http/src/main/java/io/carillon/http/settings/ConfigSources.java")
        .found("\"(CARILLON_[A-Z_]+)\"");
  }

  /** Every meter, as Prometheus shows it, with the series of a histogram. */
  static Set<String> meters() {
    DeployFile page = repository("docs/operations.md");
    Set<String> meters =
        new TreeSet<>(page.found("(?m)^\\| `([a-z_]+)` \\| (?:gauge|counter) \\|"));
    for (String histogram : page.found("(?m)^\\| `([a-z_]+)` \\| histogram \\|")) {
      meters.addAll(List.of(histogram + "_bucket", histogram + "_count", histogram + "_sum"));
    }
    return meters;
  }

  /** The tags of a meter. */
  static Set<String> tags(String meter) {
    String name = meter.replaceFirst("_seconds_(?:bucket|count|sum)$", "_seconds");
    String row =
        repository("docs/operations.md").lines().stream()
            .filter(line -> line.startsWith("| `" + name + "` |"))
            .findFirst()
            .orElseThrow();
    Set<String> tags = new TreeSet<>(Set.of("instance", "job", "le"));
    Pattern.compile("`([a-z_]+)`")
        .matcher(row.split("\\|")[3])
        .results()
        .forEach(match -> tags.add(match.group(1)));
    return tags;
  }

  static int number(String key) {
    return DEFAULTS.getInt(key);
  }

  static DeployFile repository(String path) {
    return new DeployFile(DeployFile.ROOT.resolve(path));
  }

  private static Config defaults(String module) {
    return repository(module + "/src/main/resources/reference.conf")
        .config()
        .withOnlyPath("carillon");
  }
}
