package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/**
 * Does everybody in a chat get everything that everybody says? Clients hold sockets, publishers
 * post through the admin API; every receipt must count all clients, and every client must have each
 * publisher's messages once and in order.
 */
public class ChatSimulation extends ServerSimulation {
  private static final String ROUTE = "/chat";
  private static final int PUBLISHERS = 4;
  private static final Duration ARRIVE = Duration.ofSeconds(3);

  private final int clients = Scale.connections(200);

  {
    Publisher publisher = Publisher.to(ROUTE, receipt -> receipt.isWrittenToAll(clients));
    run(
        scenario("clients")
            .exec(Client.staying(ROUTE, PUBLISHERS))
            .injectOpen(rampUsers(clients).during(ARRIVE)),
        scenario("publishers")
            .exec(publisher.publish())
            .injectOpen(nothingFor(ARRIVE.plusSeconds(2)), atOnceUsers(PUBLISHERS)));
  }
}
