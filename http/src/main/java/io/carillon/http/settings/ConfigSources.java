package io.carillon.http.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import io.carillon.clusterconfig.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the configuration comes from, the strongest first: system properties ({@code -Dkey=value}),
 * environment variables, the operator's file, the environment's {@code .conf}, reference.conf.
 *
 * @param file the operator's file, if there is one
 * @param variables the environment variables
 * @param properties the system properties, of which those under {@code carillon} and {@code pekko}
 *     count
 */
public record ConfigSources(
    Optional<Path> file, Map<String, String> variables, Properties properties) {

  /** Which key each environment variable sets; an empty variable sets nothing. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "CARILLON_HOST", "carillon.listeners.main.host",
          "CARILLON_PORT", "carillon.listeners.main.port",
          "CARILLON_ADMIN_HOST", "carillon.admin.host",
          "CARILLON_ADMIN_PORT", "carillon.admin.port",
          "CARILLON_ADMIN_TOKEN", "carillon.admin.token",
          "CARILLON_CLUSTER_ENVIRONMENT", "carillon.cluster.environment",
          "CARILLON_CLUSTER_HOST", "carillon.cluster.host",
          "CARILLON_CLUSTER_NODES", "carillon.cluster.nodes",
          "CARILLON_CLUSTER_POD", "carillon.cluster.kubernetes.pod",
          "CARILLON_CLUSTER_SERVICE", "carillon.cluster.kubernetes.service");

  /** Nothing but what ships with Carillon. */
  public static ConfigSources shipped() {
    return new ConfigSources(Optional.empty(), Map.of(), new Properties());
  }

  /**
   * All sources laid over each other, resolved.
   *
   * @throws SettingsException if a source cannot be read or parsed, with file and line
   */
  public Config load() {
    try {
      Config own = fromProperties().withFallback(fromVariables()).withFallback(fromFile());
      Environment environment = environment(resolved(own, Environment.SINGLE));
      return resolved(own, environment);
    } catch (ConfigException e) {
      throw new SettingsException(List.of(e.getMessage()));
    }
  }

  private static Config resolved(Config own, Environment environment) {
    return own.withFallback(environment.config())
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /** The one that the operator chose; any if that is none, since reading the settings says so. */
  private static Environment environment(Config config) {
    String key = "carillon.cluster.environment";
    try {
      return Environment.named(config.getString(key)).orElse(Environment.SINGLE);
    } catch (ConfigException e) {
      return Environment.SINGLE;
    }
  }

  private Config fromProperties() {
    Properties ours = new Properties();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("carillon.") || name.startsWith("pekko.")) {
        ours.setProperty(name, properties.getProperty(name));
      }
    }
    return ConfigFactory.parseProperties(
        ours, ConfigParseOptions.defaults().setOriginDescription("system property"));
  }

  private Config fromVariables() {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : VARIABLES.entrySet()) {
      String value = variables.getOrDefault(entry.getKey(), "");
      if (!value.isEmpty()) {
        String origin = "environment variable " + entry.getKey();
        config = config.withValue(entry.getValue(), ConfigValueFactory.fromAnyRef(value, origin));
      }
    }
    return config;
  }

  private Config fromFile() {
    if (file.isEmpty()) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file.get()) || Files.isDirectory(file.get())) {
      throw new SettingsException(List.of(file.get() + ": no such file, or it cannot be read"));
    }
    return ConfigFactory.parseFile(
        file.get().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }
}
