package io.carillon.engine.application;

import io.carillon.engine.message.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who are told of connections, each only of the events it wants. Immutable; what one of them
 * throws is logged and kept from the others and from the connection.
 */
public final class Lifecycles {
  /** Nobody. */
  public static final Lifecycles NONE = new Lifecycles(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycles.class);

  private final Map<Lifecycle.Event, List<Lifecycle>> byEvent =
      new EnumMap<>(Lifecycle.Event.class);

  public Lifecycles(List<Lifecycle> all) {
    for (Lifecycle each : all) {
      for (Lifecycle.Event event : each.events()) {
        byEvent.computeIfAbsent(event, key -> new ArrayList<>()).add(each);
      }
    }
  }

  /** Whether anybody wants to be told of this. */
  public boolean want(Lifecycle.Event event) {
    return byEvent.containsKey(event);
  }

  public void onOpen(Connected connection, Map<String, List<String>> headers) {
    tell(Lifecycle.Event.OPEN, connection, each -> each.onOpen(connection, headers));
  }

  public void onMessage(Connected connection, Message message) {
    tell(Lifecycle.Event.MESSAGE, connection, each -> each.onMessage(connection, message));
  }

  public void onClose(Connected connection, Closure closure) {
    tell(Lifecycle.Event.CLOSE, connection, each -> each.onClose(connection, closure));
  }

  /** Completes, never fails, when all have done what they want to do. */
  public CompletionStage<Done> onGhostConnectionClose(Connected connection) {
    return ask(
        Lifecycle.Event.GHOST_CONNECTION_CLOSE,
        connection,
        each -> each.onGhostConnectionClose(connection));
  }

  /** Completes, never fails, when all have done what they want to do. */
  public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
    return ask(
        Lifecycle.Event.BEFORE_CLOSE, connection, each -> each.beforeClose(connection, closure));
  }

  private void tell(Lifecycle.Event event, Connected connection, Consumer<Lifecycle> telling) {
    for (Lifecycle each : byEvent.getOrDefault(event, List.of())) {
      try {
        telling.accept(each);
      } catch (RuntimeException e) {
        failed(each, event, connection, e);
      }
    }
  }

  private CompletionStage<Done> ask(
      Lifecycle.Event event,
      Connected connection,
      Function<Lifecycle, CompletionStage<Done>> asking) {
    CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
    for (Lifecycle each : byEvent.getOrDefault(event, List.of())) {
      try {
        CompletionStage<Done> one =
            asking
                .apply(each)
                .exceptionally(
                    failure -> {
                      failed(each, event, connection, failure);
                      return Done.getInstance();
                    });
        all = all.thenCombine(one, (before, after) -> after);
      } catch (RuntimeException e) {
        failed(each, event, connection, e);
      }
    }
    return all;
  }

  private static void failed(
      Lifecycle who, Lifecycle.Event event, Connected connection, Throwable failure) {
    LOG.error("{} failed in {} of {}", who, event, connection.id(), failure);
  }
}
