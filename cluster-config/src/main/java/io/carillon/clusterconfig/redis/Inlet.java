package io.carillon.clusterconfig.redis;

import java.util.Objects;

/**
 * A row of the configuration: messages of these channels go there.
 *
 * @param to a name of its placeholders is one that {@code from} gives
 */
public record Inlet(Source from, Address to, Framing framing) {
  public Inlet {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(framing, "framing");
  }
}
