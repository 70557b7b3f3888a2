package io.carillon.clusterconfig.redis;

import java.util.Objects;

/**
 * A row of the configuration: what goes to these connections is published on that channel, too.
 *
 * @param channel a name of its placeholders is one of {@code from}
 */
public record Outlet(Address from, Template channel) {
  public Outlet {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(channel, "channel");
  }
}
