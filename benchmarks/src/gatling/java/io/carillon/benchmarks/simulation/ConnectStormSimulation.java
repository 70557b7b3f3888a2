package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/**
 * Do clients that are there notice that thousands come at once? A storm connects to another route
 * within a twelfth of the run; who was there before must miss nothing, and nobody may be refused.
 * The longest {@code publish} is the longest pause.
 */
public class ConnectStormSimulation extends ServerSimulation {
  private static final String ROUTE = "/residents";
  private static final int RESIDENTS = 50;
  private static final Duration ARRIVE = Duration.ofSeconds(2);

  {
    Duration storm = Scale.duration().dividedBy(3);
    run(
        scenario("residents")
            .exec(Client.staying(ROUTE, 1))
            .injectOpen(rampUsers(RESIDENTS).during(ARRIVE)),
        scenario("publisher")
            .exec(Publisher.to(ROUTE, each -> each.isWrittenToAll(RESIDENTS)).publish())
            .injectOpen(nothingFor(ARRIVE.plusSeconds(2)), atOnceUsers(1)),
        scenario("storm")
            .exec(Client.passing("/storm", 1, storm))
            .injectOpen(
                nothingFor(ARRIVE.plus(storm)),
                rampUsers(Scale.connections(2000)).during(storm.dividedBy(4))));
  }
}
