package io.carillon.http.admin;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.NodesMissingException;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.CrossOrigin;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.endpoint.EndpointTable;
import io.carillon.http.endpoint.ErrorStyle;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.TableHandler;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.AdminSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;

/** Opens the admin port. */
public final class AdminPort {
  /** No cookies: a page brings the token, which no browser sends along by itself. */
  private static final CrossOrigin.Grant PAGES =
      new CrossOrigin.Grant(
          "GET, POST, PUT, DELETE",
          "Authorization, Content-Type",
          "Allow, Retry-After, " + Answer.MISSING_NODES,
          false);

  private AdminPort() {}

  /** Binds; fails if the address cannot be had. The caller owns the binding and terminates it. */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system, AdminSettings settings, List<Endpoint> endpoints, Metrics metrics) {
    FailedLogins failedLogins =
        new FailedLogins(settings.access().failedLoginsPerMinute(), metrics, System::nanoTime);
    Gate gate = new Gate(settings, failedLogins);
    TableHandler handler =
        new TableHandler(
            gate::check,
            new EndpointTable(endpoints),
            settings.maxBodyBytes(),
            AdminPort::busy,
            ErrorStyle::ofPath,
            Materializer.createMaterializer(system));
    CrossOrigin pages =
        new CrossOrigin(
            Set.copyOf(settings.access().allowedOrigins()),
            PAGES,
            gate::checkCaller,
            handler::answer);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(
            ServerSettings.create(system.settings().config()).withRemoteAddressAttribute(true))
        .bind(pages::answer);
  }

  private static Optional<Refusal> busy(Throwable failure) {
    return failure instanceof EngineBusyException || failure instanceof NodesMissingException
        ? Optional.of(Refusal.busy(failure.getMessage()))
        : Optional.empty();
  }
}
