package io.carillon.http;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.Route;
import io.carillon.http.dialect.Dialects;
import io.carillon.http.listener.PlainRoutes;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ServerSettings;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/** What a program that embeds the server puts behind its listeners. */
interface Extension {
  /** Nothing of its own. */
  Extension NONE =
      new Extension() {
        @Override
        public Function<Route, Application> applications(
            Engine engine, CarillonSettings settings, Dialects dialects) {
          return dialects;
        }

        @Override
        public PlainRoutes http(ActorSystem<?> system, ServerSettings settings) {
          return PlainRoutes.NONE;
        }

        @Override
        public List<Lifecycle> observers() {
          return List.of();
        }
      };

  /** What runs behind each route, given what its protocol says. */
  Function<Route, Application> applications(
      Engine engine, CarillonSettings settings, Dialects dialects);

  /** What every listener serves to plain HTTP behind what the configuration has it serve. */
  PlainRoutes http(ActorSystem<?> system, ServerSettings settings);

  /** Who is told of every connection. */
  List<Lifecycle> observers();
}
