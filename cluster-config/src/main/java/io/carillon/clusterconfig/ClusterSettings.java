package io.carillon.clusterconfig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How this node finds and trusts others; {@code carillon.cluster} in reference.conf holds the
 * defaults and their reasons.
 *
 * @param nodes how many nodes the cluster is meant to have; it begins when {@link #quorum} of them
 *     have met
 * @param seeds nodes to join by; the first of them may begin the cluster
 */
public record ClusterSettings(
    Environment environment,
    int nodes,
    Remoting remoting,
    List<NodeAddress> seeds,
    Timing timing,
    Management management) {

  public ClusterSettings {
    seeds = List.copyOf(seeds);
  }

  /** More than half of the nodes: no two halves of a cluster can both begin one. */
  public int quorum() {
    return nodes / 2 + 1;
  }

  /**
   * When something is taken for certain.
   *
   * @param stableAfter how long membership must have been unchanged before an unreachable side is
   *     taken out
   * @param joinTimeout how long, at least, a node waits with too few others before it ends
   */
  public record Timing(Duration stableAfter, Duration joinTimeout) {}

  /**
   * How nodes talk to each other.
   *
   * @param self where the others reach this node
   * @param bindHost address to bind; empty binds that of {@code self}
   * @param tls who may connect; without it, everybody who can reach the port may
   * @param insecure without TLS, lets the port be bound where other machines reach it
   */
  public record Remoting(
      NodeAddress self, String bindHost, Optional<TlsFiles> tls, boolean insecure) {

    /** The address that is really bound. */
    public String boundHost() {
      return bindHost.isEmpty() ? self.host() : bindHost;
    }

    /** Whether strangers could reach the port and nobody said that this is meant. */
    public boolean isExposed() {
      return tls.isEmpty() && !insecure && !NodeAddress.isLoopback(boundHost());
    }
  }

  /**
   * The port of the probes {@code /alive} and {@code /ready}; they tell no more than yes or no, so
   * there is no token.
   *
   * @param port 0 takes any free one
   */
  public record Management(boolean enabled, String host, int port) {}
}
