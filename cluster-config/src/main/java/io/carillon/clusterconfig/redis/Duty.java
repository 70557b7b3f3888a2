package io.carillon.clusterconfig.redis;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Says whether this node hands on what comes from Redis; asked for every message, on a thread that
 * must not wait.
 */
@FunctionalInterface
public interface Duty {
  /** That of a node by itself, and of each of several that serve their own connections. */
  Duty ALWAYS = () -> true;

  /**
   * That of nodes of which each serves its own connections, or of which one serves those of all.
   *
   * @param system a member of their cluster; a node by itself always is on duty
   */
  static Duty of(Forward forward, ActorSystem<?> system) {
    boolean isClustered =
        "cluster".equals(system.settings().config().getString("pekko.actor.provider"));
    return forward == Forward.LEADER && isClustered ? SingletonDuty.start(system) : ALWAYS;
  }

  boolean isOurs();

  /**
   * Has a duty that passes from node to node ask this before each of its terms, which begins when
   * the answer completes: once every message was read that another node may have handed on.
   */
  default void onceAllHavePassed(Supplier<CompletionStage<?>> all) {}
}
