package io.carillon.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.Route;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.engine.protocol.Protocol;
import io.carillon.http.dialect.Dialects;
import io.carillon.http.listener.PlainRoutes;
import io.carillon.http.listener.ProgramRoutes;
import io.carillon.http.server.HandlerApplication;
import io.carillon.http.server.HandlerThreads;
import io.carillon.http.server.LiveConnections;
import io.carillon.http.server.Service;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/** A program's handlers by path, and the connections they serve. */
final class Handlers implements Extension {
  private final Map<String, Function<Service, Application>> byPattern = new TreeMap<>();
  private final List<Lifecycle> observers = new ArrayList<>();
  private final LiveConnections connections = new LiveConnections();
  private Optional<org.apache.pekko.http.javadsl.server.Route> http = Optional.empty();
  private HandlerThreads threads;

  void put(String path, Function<Service, Application> application) {
    byPattern.put(RoutePattern.of(path).toString(), application);
  }

  void http(org.apache.pekko.http.javadsl.server.Route routes) {
    http = Optional.of(routes);
  }

  void observe(Lifecycle observer) {
    observers.add(observer);
  }

  LiveConnections connections() {
    return connections;
  }

  /** The paths that have a handler, as the configuration has them. */
  Config routes() {
    Config routes = ConfigFactory.empty();
    for (String pattern : byPattern.keySet()) {
      String key = ConfigUtil.joinPath("carillon", "listeners", "main", "routes", pattern);
      routes = routes.withValue(key, ConfigValueFactory.fromMap(Map.of(), "Server.on"));
    }
    return routes;
  }

  @Override
  public Function<Route, Application> applications(
      Engine engine, CarillonSettings settings, Dialects dialects) {
    threads = new HandlerThreads(settings.server().handlerThreads());
    return route -> {
      Service service =
          new Service(
              engine,
              settings.server(),
              threads,
              connections,
              dialects.hub(Set.of(route.listener()))::rest);
      return application(route, service, dialects);
    };
  }

  private Application application(Route route, Service service, Dialects dialects) {
    Function<Service, Application> own = byPattern.get(route.pattern());
    if (own != null) {
      return own.apply(service);
    }
    return route.settings().protocol() == Protocol.EVENTS
        ? HandlerApplication.onOpen(service, connection -> {})
        : HandlerApplication.beside(service, dialects.apply(route));
  }

  @Override
  public PlainRoutes http(ActorSystem<?> system, ServerSettings settings) {
    return http.<PlainRoutes>map(
            routes -> new ProgramRoutes(system, routes, settings.httpBodyBytes()))
        .orElse(PlainRoutes.NONE);
  }

  @Override
  public List<Lifecycle> observers() {
    return List.copyOf(observers);
  }

  /** Interrupts the handlers that still run. */
  void stop() {
    threads.stop();
  }
}
