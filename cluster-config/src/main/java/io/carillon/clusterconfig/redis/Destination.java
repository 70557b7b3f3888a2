package io.carillon.clusterconfig.redis;

import io.carillon.engine.message.Target;
import java.util.Objects;

/** Where a message of Redis goes. */
public sealed interface Destination {

  /** To every connection of a target. */
  record Connections(Target target) implements Destination {
    public Connections {
      Objects.requireNonNull(target, "target");
    }
  }

  /** To the clients of the analytics socket, byte for byte. */
  enum AnalyticsClients implements Destination {
    INSTANCE
  }

  /** To those whose JSON subscriptions match the notification that the message is. */
  enum Subscribers implements Destination {
    INSTANCE
  }
}
