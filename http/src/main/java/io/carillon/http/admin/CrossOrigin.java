package io.carillon.http.admin;

import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Lets the pages of allowed origins read answers: tells their browsers so (Fetch Standard, CORS
 * protocol), and answers the requests by which these ask before (preflights). Whoever is not
 * allowed sees an admin port that does not know of this. Immutable.
 *
 * @param allowedOrigins exactly as browsers send them
 * @param gate checks who calls, without a token; throws a {@link Refusal}
 * @param handler answers everything else
 */
record CrossOrigin(
    Set<String> allowedOrigins,
    Consumer<HttpRequest> gate,
    Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
  private static final String METHODS = "GET, POST, PUT, DELETE";
  private static final String HEADERS = "Authorization, Content-Type";

  private static final String EXPOSED = "Allow, Retry-After, " + Answer.MISSING_NODES;

  /** How long browsers may remember the answer to a preflight: ten minutes. */
  private static final String MAX_AGE_SECONDS = "600";

  CrossOrigin {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** Answers a preflight, or has the request answered and says who may read that. */
  CompletionStage<HttpResponse> answer(HttpRequest request) {
    Optional<String> origin = value(request, "Origin").filter(allowedOrigins::contains);
    if (origin.isEmpty()) {
      return handler.apply(request);
    }
    CompletionStage<HttpResponse> answer =
        isPreflight(request) && isLetIn(request)
            ? CompletableFuture.completedFuture(preflight(request))
            : handler.apply(request);
    return answer.thenApply(response -> response.addHeaders(readableBy(origin.get())));
  }

  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethods.OPTIONS)
        && value(request, "Access-Control-Request-Method").isPresent();
  }

  private boolean isLetIn(HttpRequest request) {
    try {
      gate.accept(request);
      return true;
    } catch (Refusal e) {
      return false; // the handler says so
    }
  }

  private static HttpResponse preflight(HttpRequest request) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(RawHeader.create("Access-Control-Allow-Methods", METHODS));
    headers.add(RawHeader.create("Access-Control-Allow-Headers", HEADERS));
    headers.add(RawHeader.create("Access-Control-Max-Age", MAX_AGE_SECONDS));
    if (value(request, "Access-Control-Request-Private-Network").isPresent()) {
      headers.add(RawHeader.create("Access-Control-Allow-Private-Network", "true"));
    }
    return Answer.empty(StatusCodes.NO_CONTENT).addHeaders(headers);
  }

  private static List<HttpHeader> readableBy(String origin) {
    return List.of(
        RawHeader.create("Access-Control-Allow-Origin", origin),
        RawHeader.create("Access-Control-Expose-Headers", EXPOSED),
        RawHeader.create("Vary", "Origin"));
  }

  private static Optional<String> value(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
