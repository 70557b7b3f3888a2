package io.carillon.http.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Endpoint;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** One function of the gateway: first reads all its arguments, then does what it is for. */
@FunctionalInterface
interface GatewayFunction {

  /** What is left to do once the arguments are known to be good. */
  @FunctionalInterface
  interface Prepared {
    CompletionStage<? extends JsonNode> run();
  }

  /** Reads the arguments and does nothing else. */
  Prepared read(GatewayArguments arguments);

  /**
   * The row that serves a function under this name. The body is what the function answers; the
   * nodes that it lacks are named in a header.
   *
   * @param function made anew for each call, which it tells of missing nodes
   */
  static Endpoint row(String name, Function<Consumer<Set<String>>, GatewayFunction> function) {
    return Endpoint.post(
        "/v1/gateway/" + name,
        call -> {
          Set<String> missing = new ConcurrentSkipListSet<>();
          GatewayArguments arguments = GatewayArguments.of(call);
          Prepared prepared = function.apply(missing::addAll).read(arguments);
          arguments.end();
          return prepared.run().thenApply(json -> Answer.lacking(Answer.json(json), missing));
        });
  }
}
