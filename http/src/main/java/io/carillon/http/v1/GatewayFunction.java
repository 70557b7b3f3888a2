package io.carillon.http.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Endpoint;
import java.util.concurrent.CompletionStage;

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

  /** The row that serves it under this name. */
  default Endpoint row(String name) {
    return Endpoint.post(
        "/v1/gateway/" + name,
        call -> {
          GatewayArguments arguments = GatewayArguments.of(call);
          Prepared prepared = read(arguments);
          arguments.end();
          return prepared.run().thenApply(Answer::json);
        });
  }

  /** A function without arguments. */
  static GatewayFunction of(Prepared prepared) {
    return arguments -> prepared;
  }
}
