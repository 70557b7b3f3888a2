package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.message.ConnectionId;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The endpoints that measure round trips. As in the compatible system, what is asked of a
 * connection that is not there changes nothing and is answered like success.
 */
final class Pings {
  private static final double NANOS_PER_MILLI = 1_000_000;

  private final Engine engine;

  Pings(Engine engine) {
    this.engine = engine;
  }

  /**
   * {@code {"clientID":"x","success":true,"action":"enablePing","interval":5000}}; the interval in
   * milliseconds is that of {@code ?interval=}, brought into bounds, and 0, for one ping at once,
   * if that is no positive number.
   */
  CompletionStage<HttpResponse> enable(Call call) {
    Duration interval = interval(call.query());
    ObjectNode body = done(call, "enablePing").put("interval", interval.toMillis());
    return id(call)
        .map(id -> engine.pings().enable(id, interval))
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(enabled -> Answer.json(body));
  }

  /** {@code {"clientID":"x","success":true,"action":"disablePing"}}. */
  CompletionStage<HttpResponse> disable(Call call) {
    return id(call)
        .map(engine.pings()::disable)
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(disabled -> Answer.json(done(call, "disablePing")));
  }

  /** {@code {"clientID":"x","pingTime":25000000,"pingTimeMs":25.0}}; zeros if nothing is known. */
  CompletionStage<HttpResponse> time(Call call) {
    return id(call)
        .map(engine.pings()::roundTrip)
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenApply(
            roundTrip -> {
              long nanos = roundTrip.map(Duration::toNanos).orElse(0L);
              return Answer.json(
                  named(call).put("pingTime", nanos).put("pingTimeMs", nanos / NANOS_PER_MILLI));
            });
  }

  private static Duration interval(Query query) {
    long millis =
        query
            .value("interval")
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElse(0L);
    if (millis == 0) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofMillis(millis);
    Duration atLeast = longer(asked, io.carillon.engine.Pings.SHORTEST_INTERVAL);
    Duration longest = io.carillon.engine.Pings.LONGEST_INTERVAL;
    return atLeast.compareTo(longest) > 0 ? longest : atLeast;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static ObjectNode done(Call call, String action) {
    return named(call).put("success", true).put("action", action);
  }

  private static ObjectNode named(Call call) {
    return Answer.object().put("clientID", call.parameter("clientID"));
  }

  private static Optional<ConnectionId> id(Call call) {
    return ConnectionId.parse(call.parameter("clientID"));
  }
}
