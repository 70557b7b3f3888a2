package io.carillon.http.listener;

import io.carillon.http.endpoint.RequestBody;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;

/**
 * Pekko HTTP routes of a program that embeds the server. They answer every path: what none of them
 * knows is asked to upgrade, what one throws is logged and answered 500. They run on the actor
 * system's dispatcher and must not block it. A body that is larger than {@code
 * carillon.server.http-body-bytes} fails for the route that reads it, and that is answered 413: the
 * port is open to everybody, and Pekko's own limit is off.
 */
public final class ProgramRoutes implements PlainRoutes {
  private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;
  private final Materializer materializer;

  /**
   * Routes for the requests to one server.
   *
   * @param mostBodyBytes of a request, where a route sets no other limit
   */
  public ProgramRoutes(ActorSystem<?> system, Route routes, int mostBodyBytes) {
    RejectionHandler rejections =
        RejectionHandler.newBuilder()
            .handleNotFound(Directives.complete(PlainHttp.upgradeRequired()))
            .build()
            .withFallback(RejectionHandler.defaultHandler());
    this.routes =
        Directives.withSizeLimit(mostBodyBytes, () -> routes)
            .seal(rejections, ExceptionHandler.newBuilder().build())
            .handler(system);
    this.materializer = Materializer.createMaterializer(system);
  }

  @Override
  public Optional<CompletionStage<HttpResponse>> answer(HttpRequest request) {
    return Optional.of(run(request).thenCompose(response -> behindBody(request, response)));
  }

  private CompletionStage<HttpResponse> run(HttpRequest request) {
    try {
      return routes.apply(request);
    } catch (Exception e) { // the type allows it, a sealed route does not do it
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Reads what the route left of the body, so that the caller does not see a reset; not if the
   * answer is a stream, which may be made of that body.
   */
  private CompletionStage<HttpResponse> behindBody(HttpRequest request, HttpResponse response) {
    return response.entity().isStrict()
        ? RequestBody.discard(request, materializer).thenApply(discarded -> response)
        : CompletableFuture.completedFuture(response);
  }
}
