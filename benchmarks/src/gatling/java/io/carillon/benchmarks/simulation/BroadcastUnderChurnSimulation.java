package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/**
 * Are broadcasts whole and in order while others come and go on the same route? Who stays must get
 * everything, who passes everything between its first and its last message; every receipt accounts
 * for each target it had.
 */
public class BroadcastUnderChurnSimulation extends ServerSimulation {
  private static final String ROUTE = "/churn";
  private static final int PUBLISHERS = 2;
  private static final int PASSING_PER_SECOND = 50;
  private static final Duration ARRIVE = Duration.ofSeconds(2);
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final int residents = Scale.connections(100);

  {
    Publisher publisher = Publisher.to(ROUTE, each -> each.written() >= residents);
    run(
        scenario("residents")
            .exec(Client.staying(ROUTE, PUBLISHERS))
            .injectOpen(rampUsers(residents).during(ARRIVE)),
        scenario("passing")
            .exec(Client.passing(ROUTE, PUBLISHERS, MOMENT))
            .injectOpen(
                nothingFor(ARRIVE),
                constantUsersPerSec(PASSING_PER_SECOND).during(Scale.duration())),
        scenario("publishers")
            .exec(publisher.publish())
            .injectOpen(nothingFor(ARRIVE.plusSeconds(2)), atOnceUsers(PUBLISHERS)));
  }
}
