package io.carillon.engine.connection;

import io.carillon.engine.application.Application;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** The bound ports of an engine. Thread-safe. */
public final class Listeners {
  private final ActorSystem<?> system;
  private final Shared shared;
  private final List<Listener> bound = new CopyOnWriteArrayList<>();

  public Listeners(ActorSystem<?> system, Shared shared) {
    this.system = system;
    this.shared = shared;
  }

  /**
   * Binds one more port; fails if it cannot be bound.
   *
   * @throws IllegalArgumentException if a route's pattern cannot be used
   */
  public CompletionStage<Listener> bind(
      ListenerSettings settings,
      Function<Route, Application> applications,
      Function<InetSocketAddress, Flow<ByteString, ByteString, NotUsed>> http) {
    Door door = new Door(settings, shared, http, applications);
    return TcpListener.bind(system, door)
        .thenApply(
            listener -> {
              bound.add(listener);
              return listener;
            });
  }

  /** Stops accepting on all of them. */
  public void unbindAll() {
    bound.forEach(Listener::unbind);
  }
}
