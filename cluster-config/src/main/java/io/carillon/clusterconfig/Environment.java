package io.carillon.clusterconfig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.Locale;
import java.util.Optional;

/**
 * The environments that ship with Carillon, each a {@code .conf} beside this class.
 *
 * <p>An environment is a layer between reference.conf and the operator's own file: it says how
 * Pekko runs, and what of {@code carillon.cluster} is different there. What the operator must not
 * be able to undo is no part of it; {@link Formation#over} lays that over everything.
 */
public enum Environment {
  /** One node by itself; the default. */
  SINGLE("single.conf"),
  /** A cluster whose seed nodes are listed in the configuration. */
  STATIC("static.conf"),
  /** A cluster of the pods of a Kubernetes StatefulSet, whose names make the seed nodes. */
  KUBERNETES("kubernetes.conf");

  private final String resource;

  Environment(String resource) {
    this.resource = resource;
  }

  /** The environment that the configuration calls by this word. */
  public static Optional<Environment> named(String word) {
    for (Environment environment : values()) {
      if (environment.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(environment);
      }
    }
    return Optional.empty();
  }

  /** Whether there are other nodes. */
  public boolean isClustered() {
    return this != SINGLE;
  }

  /** The settings of this environment, not yet resolved. */
  public Config config() {
    return ConfigFactory.parseResources(
        Environment.class, resource, ConfigParseOptions.defaults().setAllowMissing(false));
  }
}
