package io.carillon.http.server;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program's handler for each connection of a route. Thread-safe. */
public final class HandlerApplication implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerApplication.class);

  private final Service service;
  private final Consumer<ServedConnection> start;

  private HandlerApplication(Service service, Consumer<ServedConnection> start) {
    this.service = service;
    this.start = start;
  }

  /** Gives each connection's handler a thread; where there is none, it is closed with 1013. */
  public static HandlerApplication onThreads(Service service, Handler handler) {
    return new HandlerApplication(service, each -> startThread(service, each, handler));
  }

  /** Calls the handler on the connection's thread, where it must not block. */
  public static HandlerApplication onOpen(Service service, Consumer<Connection> handler) {
    return new HandlerApplication(
        service,
        each -> {
          Callbacks.run(() -> handler.accept(each));
          each.leaveTo(service.rest());
        });
  }

  /** Lets a protocol's application have the messages; the connection is only listed. */
  public static Application beside(Service service, Application application) {
    return peer -> {
      ServedConnection connection = new ServedConnection(peer, service);
      connection.inbox().choose(Inbox.Mode.DIALECT);
      Conversation conversation = application.open(peer);
      service.connections().add(connection);
      return new Served(
          service,
          connection,
          conversation::onMessage,
          (code, reason) -> {
            conversation.onClose(code, reason);
            connection.ending().end(code, reason);
          });
    };
  }

  @Override
  public Conversation open(Peer peer) {
    ServedConnection connection = new ServedConnection(peer, service);
    service.connections().add(connection);
    try {
      start.accept(connection);
    } catch (RuntimeException e) {
      service.connections().remove(connection);
      throw e;
    }
    return new Served(service, connection, connection.inbox()::add, connection.ending()::end);
  }

  private static void startThread(Service service, ServedConnection connection, Handler handler) {
    if (!service.threads().run(() -> serve(service, connection, handler))) {
      LOG.warn("No thread is free for the handler of {}; it is closed", connection);
      connection.close(CloseCode.TRY_AGAIN_LATER.code(), "no thread is free");
    }
  }

  private static void serve(Service service, ServedConnection connection, Handler handler) {
    try {
      handler.handle(connection);
      connection.leaveTo(service.rest());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops, and closes its connections itself
    } catch (Exception | Error e) {
      LOG.error("The handler of {} failed; it is closed", connection, e);
      connection.close(CloseCode.INTERNAL_ERROR.code(), "internal error");
    }
  }

  /** A conversation that is listed for as long as it lasts. */
  private record Served(
      Service service,
      ServedConnection connection,
      Consumer<Message> messages,
      BiConsumer<Integer, String> end)
      implements Conversation {

    @Override
    public void onMessage(Message message) {
      Callbacks.run(() -> messages.accept(message));
    }

    @Override
    public void onClose(int code, String reason) {
      service.connections().remove(connection);
      connection.inbox().end();
      Callbacks.run(() -> end.accept(code, reason));
    }
  }
}
