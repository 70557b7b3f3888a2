package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/** A simulation with a server of its own, stopped when the run is over. */
abstract class ServerSimulation extends Simulation {
  /** Longest time for clients to open and for the last messages to come, beside the publishing. */
  private static final Duration MARGIN = Duration.ofSeconds(50);

  /** Messages a client may hold between two looks; more would be lost by Gatling, not by us. */
  private static final int LOOK_BUFFER = 8192;

  final LocalServer server = LocalServer.start();
  final HttpProtocolBuilder protocol =
      http.baseUrl(server.admin())
          .wsBaseUrl(server.sockets())
          .wsUnmatchedInboundMessageBufferSize(LOOK_BUFFER)
          .shareConnections();

  /** Runs these at once and lets no request, and none of the clients' checks, fail. */
  final SetUp run(PopulationBuilder... populations) {
    return setUp(populations)
        .protocols(protocol)
        .maxDuration(Scale.duration().plus(MARGIN))
        .assertions(global().failedRequests().count().is(0L));
  }

  @Override
  public void after() {
    server.stop();
  }
}
