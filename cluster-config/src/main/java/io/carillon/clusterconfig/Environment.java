package io.carillon.clusterconfig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

/**
 * The environments that ship with Carillon, each a {@code .conf} beside this class.
 *
 * <p>An environment is a layer between reference.conf and the operator's own file: it says how
 * Pekko runs, never what listens where.
 */
public enum Environment {
  /** One node by itself; the default. */
  SINGLE("single.conf");

  private final String resource;

  Environment(String resource) {
    this.resource = resource;
  }

  /** The settings of this environment, not yet resolved. */
  public Config config() {
    return ConfigFactory.parseResources(
        Environment.class, resource, ConfigParseOptions.defaults().setAllowMissing(false));
  }
}
