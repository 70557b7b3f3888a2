package io.carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.carillon.engine.Engine;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.protocol.events.Event;
import io.carillon.http.events.EventQueue;
import io.carillon.http.jobs.Jobs;
import io.carillon.http.server.Connection;
import io.carillon.http.server.Handler;
import io.carillon.http.server.HandlerApplication;
import io.carillon.http.settings.ConfigSources;
import io.carillon.http.settings.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket server inside a program.
 *
 * <pre>{@code
 * Server server = Server.create().port(8080);
 * server.on("/chat/{room}", connection -> {
 *   while (connection.isConnected()) {
 *     connection.read().ifPresent(
 *         message -> server.broadcast("said", Map.of("room", connection.param("room"), "text", message.utf8())));
 *   }
 * });
 * server.run();
 * }</pre>
 *
 * <p>Everything but the handlers is configuration: {@link #port}, {@link #host} and the others set
 * keys of {@code carillon}, {@link #with} sets any, {@link #of} takes a whole configuration. Its
 * port is the listener {@code main}, 8080 on all interfaces unless said otherwise; paths without a
 * handler are accepted and get broadcasts; there is no admin port unless {@code
 * carillon.admin.enabled} is on.
 *
 * <p>Several servers in one JVM know nothing of each other: each has an engine, an actor system and
 * threads of its own, so that one that is overloaded or stopped leaves the others alone.
 * Thread-safe. May be started again after it was stopped.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Config EMBEDDED =
      ConfigFactory.parseString(
          """
          carillon {
            listeners.main { port = 8080, protocol = events, routes { "/echo" = null } }
            admin.enabled = off
          }
          """);

  private final Handlers handlers = new Handlers();
  private Config settings;
  private CarillonServer running;

  private Server(Config settings) {
    this.settings = settings;
  }

  /** A server with the settings that ship with Carillon. */
  public static Server create() {
    return new Server(ConfigFactory.empty());
  }

  /** A server with these settings, and those that ship with Carillon where they say nothing. */
  public static Server of(Config settings) {
    return new Server(settings);
  }

  /** Sets {@code carillon.listeners.main.port}; 0 takes any free one, see {@link #address}. */
  public Server port(int port) {
    return with("carillon.listeners.main.port", port);
  }

  /** Sets {@code carillon.listeners.main.host}. */
  public Server host(String host) {
    return with("carillon.listeners.main.host", host);
  }

  /** Sets {@code carillon.events.relay}: whether clients may have events sent to everybody. */
  public Server relay(boolean isOn) {
    return with("carillon.events.relay", isOn);
  }

  /** Sets {@code carillon.events.queue-directory}: see {@link #queueEvent}. */
  public Server eventQueue(Path directory) {
    return with("carillon.events.queue-directory", directory.toString());
  }

  /**
   * Sets any key of the configuration. Values are checked by {@link #start}.
   *
   * @param key with its whole path, as in {@code carillon.engine.outbox-frames}
   * @throws IllegalStateException if the server runs
   */
  public synchronized Server with(String key, Object value) {
    requireStopped();
    settings = settings.withValue(key, ConfigValueFactory.fromAnyRef(value, "Server.with"));
    return this;
  }

  /**
   * Has every connection on a path served by a handler on a thread of its own, which may wait for
   * messages: a virtual one where the JDK has them, else one of {@code
   * carillon.server.handler-threads}; where none is free the connection is closed with 1013. A
   * later handler for the same path takes the place of the one before.
   *
   * @param path exact, or a pattern as in {@code /chat/{room}}
   * @throws IllegalArgumentException if it is no {@link RoutePattern}
   * @throws IllegalStateException if the server runs
   */
  public synchronized Server on(String path, Handler handler) {
    requireStopped();
    handlers.put(path, service -> HandlerApplication.onThreads(service, handler));
    return this;
  }

  /**
   * As {@link #on}, for handlers that only register what is to be called: they run on the
   * connection's thread, cost no thread and must not wait.
   */
  public synchronized Server onOpen(String path, Consumer<Connection> handler) {
    requireStopped();
    handlers.put(path, service -> HandlerApplication.onOpen(service, handler));
    return this;
  }

  /**
   * Has somebody told of every connection, whatever its path and whether or not it has a handler:
   * that it opened, what it said, and, before it is forgotten, that it ends. May be called several
   * times; the order in which observers are told is that of these calls.
   *
   * @throws IllegalStateException if the server runs
   */
  public synchronized Server observe(Lifecycle observer) {
    requireStopped();
    handlers.observe(observer);
    return this;
  }

  /**
   * Answers requests on the same port that are no WebSocket; {@code /health} stays, and paths that
   * the routes do not know are answered 426. Routes run on the actor system's threads and must not
   * block them. Bodies of more than {@code carillon.server.http-body-bytes} are answered 413; a
   * route that takes larger ones says so with {@code withSizeLimit}.
   *
   * @throws IllegalStateException if the server runs
   */
  public synchronized Server http(Route routes) {
    requireStopped();
    handlers.http(routes);
    return this;
  }

  /**
   * Starts to listen; does nothing if the server runs, or still does because it is being stopped.
   *
   * @throws SettingsException if a setting cannot be used
   * @throws StartException if the port cannot be bound
   */
  public synchronized Server start() {
    if (!isRunning()) {
      Config all =
          settings
              .withFallback(handlers.routes())
              .withFallback(EMBEDDED)
              .withFallback(ConfigSources.shipped().load())
              .resolve();
      running = CarillonServer.start(all, handlers);
      LOG.info("WebSocket server started on ws:/{}", address());
    }
    return this;
  }

  /** Starts, and waits until the server is stopped or the process is asked to end. */
  public void run() {
    Thread hook = new Thread(() -> stop().toCompletableFuture().join(), "carillon-server-exit");
    CompletionStage<Done> terminated;
    synchronized (this) {
      start();
      terminated = running.terminated();
    }
    Runtime.getRuntime().addShutdownHook(hook);
    terminated.toCompletableFuture().join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending, the hook has done its part", e);
    }
  }

  /**
   * Stops accepting, closes every connection with 1001 and ends the server's threads; handlers that
   * still run then are interrupted. Completes within about eight seconds, later if {@code
   * carillon.shutdown} says so, at once if the server does not run.
   */
  public synchronized CompletionStage<Done> stop() {
    if (running == null) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return running.stop().whenComplete((done, failure) -> handlers.stop());
  }

  /** As {@link #stop}, and waits for it. */
  @Override
  public void close() {
    stop().toCompletableFuture().join();
  }

  public synchronized boolean isRunning() {
    return running != null && !running.terminated().toCompletableFuture().isDone();
  }

  /**
   * Where the server really listens.
   *
   * @throws IllegalStateException if it does not run
   */
  public InetSocketAddress address() {
    return running().listeners().get(0).address();
  }

  /**
   * Sends an event to every connection of this server, whatever its listener and path, and answers
   * how far it got; see {@link Engine#broadcast}. Clients of routes that speak {@code analytics} or
   * {@code subscriptions} are left out: they know messages of their own dialect only. In a cluster
   * it goes to the connections of all nodes that came by listeners of these names.
   *
   * @param event 1 to 256 characters, no half surrogate pair among them
   * @param payload what Jackson can write as JSON: a map, a list, a record, a text, a number, null
   * @throws IllegalArgumentException if the event has no such name or the payload cannot be written
   * @throws IllegalStateException if the server does not run
   */
  public CompletionStage<Receipt> broadcast(String event, Object payload) {
    return broadcast(event, payload, BroadcastOptions.DEFAULT);
  }

  /** As {@link #broadcast(String, Object)}, carried out as the options say. */
  public CompletionStage<Receipt> broadcast(
      String event, Object payload, BroadcastOptions options) {
    return running().broadcast(event(event, payload), options);
  }

  /** Open connections of this server. */
  public int connectionCount() {
    return handlers.connections().count();
  }

  /** The open connections of this server, in no particular order. */
  public List<Connection> connections() {
    return handlers.connections().list();
  }

  /**
   * Everything else that can be done with connections: broadcasts to routes, tags and expressions,
   * receipts, look-ups.
   *
   * @throws IllegalStateException if the server does not run
   */
  public Engine engine() {
    return running().engine();
  }

  /**
   * The connections by user and group, and their sessions, as GatewayWorker has them.
   *
   * @throws IllegalStateException if the server does not run
   */
  public Gateway gateway() {
    return running().gateway();
  }

  /**
   * Broadcasts by the clock.
   *
   * @throws IllegalStateException if the server does not run
   */
  public Jobs jobs() {
    return running().jobs();
  }

  /**
   * Leaves an event in a folder that a server, in this process or another, has for its {@link
   * #eventQueue}. Appears there all at once; events of one process are sent in the order of these
   * calls.
   *
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path queueEvent(Path directory, String event, Object payload) throws IOException {
    return EventQueue.leave(directory, event(event, payload));
  }

  private static Event event(String name, Object payload) {
    try {
      return new Event(name, ByteString.fromArrayUnsafe(JSON.writeValueAsBytes(payload)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the payload cannot be written as JSON", e);
    }
  }

  private synchronized CarillonServer running() {
    if (!isRunning()) {
      throw new IllegalStateException("the server does not run");
    }
    return running;
  }

  private void requireStopped() {
    if (isRunning()) {
      throw new IllegalStateException("the server runs; set it up before it is started");
    }
  }
}
