package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/**
 * Do clients that read suffer from those that do not? A quarter of the route never reads. The
 * others must get everything, and each receipt must count them and put every frozen client into one
 * of its terms.
 */
public class SlowConsumerSimulation extends ServerSimulation {
  private static final String ROUTE = "/mixed";
  private static final int FILLER_BYTES = 16 * 1024;
  private static final Duration ARRIVE = Duration.ofSeconds(2);

  private final int readers = Scale.connections(60);
  private final FrozenClients frozen =
      FrozenClients.connect(server.socketPort(), ROUTE, readers / 3);

  {
    Publisher publisher =
        Publisher.to(ROUTE, each -> each.written() >= readers).withFiller(FILLER_BYTES);
    run(
        scenario("readers")
            .exec(Client.staying(ROUTE, 1))
            .injectOpen(rampUsers(readers).during(ARRIVE)),
        scenario("publisher")
            .exec(publisher.publish())
            .injectOpen(nothingFor(ARRIVE.plusSeconds(2)), atOnceUsers(1)));
  }

  @Override
  public void after() {
    frozen.close();
    super.after();
  }
}
