package io.carillon.clusterconfig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node one of a cluster: what Pekko is told before it starts, and the joining after that.
 *
 * <p>{@link #over} before the actor system is created, which binds the remoting port; {@link #join}
 * once the node can serve. Leaving is Pekko's: the end of the actor system leaves first. So is
 * being taken out, which ends the actor system; whoever started it starts anew.
 */
public final class Formation {
  /** Name of every node's actor system; nodes with different names do not talk to each other. */
  public static final String SYSTEM = "carillon";

  private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
  private static final String ARTERY = "pekko.remote.artery.";
  private static final String KEYS = ARTERY + "ssl.rotating-keys-engine.";

  private Formation() {}

  /**
   * Lays over a resolved configuration what the settings decide. It is the strongest layer: which
   * port is open to whom cannot be changed by a key of Pekko's.
   *
   * @throws IllegalArgumentException if strangers could reach the remoting port, see {@link
   *     Remoting#isExposed}
   */
  public static Config over(Config config, ClusterSettings settings) {
    if (!settings.environment().isClustered()) {
      return over(config, Map.of("pekko.actor.provider", "local"));
    }
    if (settings.remoting().isExposed()) {
      throw new IllegalArgumentException(
          settings.remoting().boundHost() + " is no loopback address and there is no TLS");
    }
    Map<String, Object> keys = new HashMap<>();
    keys.put("pekko.actor.provider", "cluster");
    keys.put("pekko.actor.allow-java-serialization", false);
    keys.put("pekko.cluster.seed-nodes", List.of());
    keys.put("pekko.cluster.min-nr-of-members", settings.quorum());
    keys.put(
        "pekko.cluster.split-brain-resolver.stable-after",
        settings.timing().stableAfter().toMillis() + "ms");
    keys.put("pekko.management.http.hostname", settings.management().host());
    keys.put("pekko.management.http.port", settings.management().port());
    putRemoting(settings.remoting(), keys);
    return over(config, keys);
  }

  private static Config over(Config config, Map<String, Object> keys) {
    return ConfigFactory.parseMap(keys, "carillon.cluster").withFallback(config).resolve();
  }

  private static void putRemoting(Remoting remoting, Map<String, Object> keys) {
    keys.put(ARTERY + "enabled", true);
    keys.put(ARTERY + "transport", remoting.tls().isPresent() ? "tls-tcp" : "tcp");
    keys.put(ARTERY + "canonical.hostname", remoting.self().host());
    keys.put(ARTERY + "canonical.port", remoting.self().port());
    keys.put(ARTERY + "bind.hostname", remoting.bindHost());
    keys.put(ARTERY + "bind.port", "");
    remoting
        .tls()
        .ifPresent(
            files -> {
              keys.put(
                  ARTERY + "ssl.ssl-engine-provider",
                  "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
              keys.put(KEYS + "cert-file", files.certificate().toString());
              keys.put(KEYS + "key-file", files.key().toString());
              keys.put(KEYS + "ca-cert-file", files.authority().toString());
            });
  }

  /**
   * Looks for the seed nodes, over and over until one answers, and opens the probes' port. Waits
   * for neither the cluster nor the port.
   *
   * @return where the probes are, if they are enabled; fails if that port cannot be bound
   */
  public static CompletionStage<Optional<InetSocketAddress>> join(
      ActorSystem<?> system, ClusterSettings settings) {
    if (!settings.environment().isClustered()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Remoting remoting = settings.remoting();
    if (remoting.insecure()) {
      LOG.warn(
          "carillon.cluster.insecure is on: whoever reaches {}:{} can join the cluster, read every"
              + " message and send any.",
          remoting.boundHost(),
          remoting.self().port());
    }
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "carillon-not-ready",
            () -> {
              Readiness.of(system).withdraw();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    List<Address> seeds = settings.seeds().stream().map(Formation::seed).toList();
    Cluster.get(system).manager().tell(new JoinSeedNodes(seeds));
    expectQuorum(system, settings, false);
    return openProbes(system, settings.management());
  }

  /**
   * Ends a node that waits in a cluster too small to begin. It may have begun that one itself, cut
   * off from where the others went on; once in it, only a new start makes it look for them again.
   */
  private static void expectQuorum(
      ActorSystem<?> system, ClusterSettings settings, boolean wasJoining) {
    system
        .scheduler()
        .scheduleOnce(
            settings.timing().joinTimeout(),
            () -> {
              MemberStatus status = Cluster.get(system).selfMember().status();
              boolean joining = status == MemberStatus.joining();
              if (joining && wasJoining) {
                LOG.error(
                    "Fewer than {} of {} nodes have met; this one ends, to be started anew.",
                    settings.quorum(),
                    settings.nodes());
                CoordinatedShutdown.get(system)
                    .runAll(CoordinatedShutdown.clusterJoinUnsuccessfulReason());
              } else if (joining || status == MemberStatus.removed()) {
                expectQuorum(system, settings, joining);
              }
            },
            system.executionContext());
  }

  private static Address seed(NodeAddress address) {
    return new Address("pekko", SYSTEM, address.host(), address.port());
  }

  private static CompletionStage<Optional<InetSocketAddress>> openProbes(
      ActorSystem<?> system, Management management) {
    if (!management.enabled()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return PekkoManagement.get(system)
        .start()
        .thenApply(uri -> Optional.of(new InetSocketAddress(management.host(), uri.port())));
  }
}
