package io.carillon.clusterconfig;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * Whether this node may be sent new connections, as far as the node itself decides: yes until it is
 * withdrawn, and never again after. One for each actor system; thread-safe.
 */
public final class Readiness implements Extension {
  private static final ExtensionId<Readiness> ID =
      new ExtensionId<>() {
        @Override
        public Readiness createExtension(ActorSystem<?> system) {
          return new Readiness();
        }
      };

  private volatile boolean withdrawn;

  private Readiness() {}

  /** The one of an actor system. */
  public static Readiness of(ActorSystem<?> system) {
    return system.registerExtension(ID);
  }

  /** From now on {@code /ready} answers 500 and load balancers look elsewhere. */
  public void withdraw() {
    withdrawn = true;
  }

  /** Whether {@link #withdraw} was called. */
  public boolean isWithdrawn() {
    return withdrawn;
  }
}
