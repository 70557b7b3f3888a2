package io.carillon.clusterconfig;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import io.carillon.clusterconfig.ClusterSettings.Timing;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** A node that is no more than a member of a cluster. Close it. */
final class TestNode implements AutoCloseable {
  /** An unreachable node stays for less than by Carillon's own default. */
  static final Timing TIMING = new Timing(Duration.ofSeconds(2), Duration.ofMinutes(1));

  /** On a busy machine a node may well be silent for longer than Pekko's three seconds. */
  private static final Config OWN =
      ConfigFactory.parseString(
          """
          pekko.loglevel = WARNING
          pekko.http.server.parsing.error-handler = "org.apache.pekko.http.DefaultParsingErrorHandler$"
          pekko.cluster.failure-detector.acceptable-heartbeat-pause = 5s
          """);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Management NO_PROBES = new Management(false, "127.0.0.1", 0);

  private final ActorSystem<Void> system;
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final Optional<InetSocketAddress> probes;

  private TestNode(ClusterSettings settings) {
    Config shipped =
        OWN.withFallback(settings.environment().config())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    system =
        ActorSystem.create(
            Behaviors.setup(
                context -> {
                  if (settings.environment().isClustered()) {
                    Cluster.get(context.getSystem())
                        .subscriptions()
                        .tell(
                            Subscribe.create(
                                context.spawn(listening(), "events"), ClusterDomainEvent.class));
                  }
                  return Behaviors.empty();
                }),
            Formation.SYSTEM,
            Formation.over(shipped, settings));
    probes = Formation.join(system, settings).toCompletableFuture().join();
  }

  static TestNode start(ClusterSettings settings) {
    return new TestNode(settings);
  }

  /** One of a {@code static} cluster on this machine. */
  static ClusterSettings settings(
      int port, int nodes, Optional<TlsFiles> tls, List<NodeAddress> seeds) {
    return new ClusterSettings(
        Environment.STATIC,
        nodes,
        new Remoting(new NodeAddress("127.0.0.1", port), "", tls, false),
        seeds,
        TIMING,
        NO_PROBES);
  }

  private Behavior<ClusterDomainEvent> listening() {
    return Behaviors.receiveMessage(
        event -> {
          if (event instanceof UnreachableMember unreachable) {
            events.add("unreachable " + name(unreachable.member()));
          } else if (event instanceof MemberRemoved removed) {
            events.add("removed " + name(removed.member()));
          }
          return Behaviors.same();
        });
  }

  private static String name(Member member) {
    return member.address().getHost().get() + ":" + member.address().getPort().get();
  }

  ActorSystem<Void> system() {
    return system;
  }

  InetSocketAddress probes() {
    return probes.orElseThrow();
  }

  /** What happened in the cluster so far, as in {@code removed 127.0.0.1:2551}. */
  List<String> events() {
    return List.copyOf(events);
  }

  /** Who is in, by address, as this node sees it. */
  Set<String> up() {
    Set<String> up = new TreeSet<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (member.status() == MemberStatus.up()) {
        up.add(name(member));
      }
    }
    return up;
  }

  /** Who is in or on the way, by address, as this node sees it. */
  Set<String> members() {
    Set<String> members = new TreeSet<>();
    Cluster.get(system).state().getMembers().forEach(member -> members.add(name(member)));
    return members;
  }

  NodeAddress address() {
    return new NodeAddress(
        system.address().getHost().orElseThrow(), system.address().getPort().orElseThrow());
  }

  @Override
  public void close() {
    system.terminate();
    system
        .getWhenTerminated()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
