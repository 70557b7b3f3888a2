package io.carillon.http;

import com.typesafe.config.Config;
import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.clusterconfig.Formation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.remote.RemoteTransportException;

/**
 * The other nodes of this one's cluster, as the program deals with them: how its actor system
 * starts, joins and ends. Without a cluster there are none and nothing of this happens.
 */
final class Neighbours {
  /** Supervisors commonly kill after ten seconds. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

  /** Time to leave, so that the other nodes need not find out. */
  private static final Duration LONGEST_LEAVE = Duration.ofSeconds(15);

  /** Time for an actor system that has left to end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private Neighbours() {}

  /** Starts the actor system; with a cluster this binds the remoting port. */
  static ActorSystem<Void> start(ClusterSettings settings, Config config) {
    try {
      return ActorSystem.create(
          Behaviors.empty(), Formation.SYSTEM, Formation.over(config, settings));
    } catch (RemoteTransportException e) {
      String host = settings.remoting().boundHost();
      throw StartException.cannotListen(
          "carillon.cluster.port", host, settings.remoting().self().port(), e);
    }
  }

  /**
   * Joins the cluster, now that this node can serve, and opens its probes.
   *
   * @param drain ends what this node does for others; also asked for if the cluster ends it, and
   *     then waited for as long as {@code service-requests-done} may take, 10 s
   * @throws StartException if the port of the probes cannot be bound
   */
  static void join(
      ActorSystem<?> system, ClusterSettings settings, Supplier<CompletionStage<Done>> drain) {
    if (!settings.environment().isClustered()) {
      return;
    }
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "carillon-drain", drain);
    try {
      Formation.join(system, settings).toCompletableFuture().join();
    } catch (CompletionException e) {
      ClusterSettings.Management probes = settings.management();
      throw StartException.cannotListen(
          "carillon.cluster.management.port", probes.host(), probes.port(), e);
    }
  }

  /**
   * Completes when the actor system is gone. That of a node whose neighbour is silent may wait for
   * the connection between them for ever; it has left by then, so it is given up.
   */
  static CompletionStage<Done> ended(ActorSystem<?> system, ClusterSettings settings) {
    CompletableFuture<Done> ended = system.getWhenTerminated().toCompletableFuture().copy();
    if (settings.environment().isClustered()) {
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
              "carillon-give-up",
              () -> {
                ended.completeOnTimeout(
                    Done.getInstance(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
                return CompletableFuture.completedFuture(Done.getInstance());
              });
    }
    return ended;
  }

  /** What the greeting says of the cluster. */
  static List<String> lines(ClusterSettings settings) {
    if (!settings.environment().isClustered()) {
      return List.of();
    }
    return List.of(
        "Other nodes reach this one at "
            + settings.remoting().self()
            + "; a cluster begins when "
            + settings.quorum()
            + " of "
            + settings.nodes()
            + " have met.");
  }

  /** Longest time that a complete stop takes. */
  static Duration longestStop(ClusterSettings settings) {
    return settings.environment().isClustered() ? LONGEST_STOP.plus(LONGEST_LEAVE) : LONGEST_STOP;
  }
}
