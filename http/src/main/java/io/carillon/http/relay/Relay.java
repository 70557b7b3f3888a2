package io.carillon.http.relay;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.settings.RelaySettings;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Sends what a client says to everybody in scope as it was: text as text, binary as binary.
 * Thread-safe.
 */
public final class Relay implements Application {
  /** Nobody reads the receipt: it is enough that every outbox was offered the frame. */
  private static final BroadcastOptions FAN_OUT =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  private final Engine engine;
  private final Target onListener;
  private final RelaySettings settings;

  /**
   * A relay on one listener.
   *
   * @param onListener who is reached where the scope is the listener
   */
  public Relay(Engine engine, Target onListener, RelaySettings settings) {
    this.engine = engine;
    this.onListener = onListener;
    this.settings = settings;
  }

  @Override
  public Conversation open(Peer peer) {
    return new Speaker(this, peer);
  }

  @Override
  public boolean wantsOpening() {
    return settings.scope() == RelaySettings.Scope.ROUTE;
  }

  CompletionStage<Receipt> send(Peer from, Message message) {
    Target all = audience(from);
    Target target = settings.isToSender() ? all : all.excluding(Set.of(from.id()));
    return engine.broadcast(target, message, FAN_OUT);
  }

  private Target audience(Peer from) {
    return switch (settings.scope()) {
      case LISTENER -> onListener;
      case ROUTE -> Target.route(from.opening().route());
      case ALL -> Target.all();
    };
  }
}
