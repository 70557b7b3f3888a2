package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.UUID;

/**
 * Does the admin API answer rightly while many ask at once? Each caller lists, tags, sends to its
 * own tag and takes it off again, while a publisher posts; every answer is checked, and the clients
 * must get all of the publisher's messages.
 */
public class AdminApiSimulation extends ServerSimulation {
  private static final String ROUTE = "/admin";

  /** Where callers send to, so that the other route's messages stay numbered. */
  private static final String TAGGED_ROUTE = "/tagged";

  private static final int CALLERS = 8;
  private static final int TAGGED = 10;
  private static final Duration ARRIVE = Duration.ofSeconds(2);

  /** Callers stop before the clients go, whom they count. */
  private static final Duration EARLIER = Duration.ofSeconds(1);

  private final int clients = Scale.connections(100);

  {
    run(
        scenario("clients")
            .exec(Client.staying(ROUTE, 1))
            .injectOpen(rampUsers(clients).during(ARRIVE)),
        scenario("tagged")
            .exec(ws("connect").connect(TAGGED_ROUTE))
            .pause(ARRIVE.multipliedBy(3).plus(Scale.duration()))
            .exec(ws("close").close())
            .injectOpen(atOnceUsers(TAGGED)),
        scenario("publisher")
            .exec(Publisher.to(ROUTE, each -> each.isWrittenToAll(clients)).publish())
            .injectOpen(nothingFor(ARRIVE.plusSeconds(2)), atOnceUsers(1)),
        scenario("callers")
            .exec(list())
            .exec(sendToATagOfItsOwn())
            .injectClosed(
                constantConcurrentUsers(0).during(ARRIVE.plusSeconds(2)),
                constantConcurrentUsers(CALLERS).during(Scale.duration().minus(EARLIER))));
  }

  private ChainBuilder list() {
    return exec(get("getClientsCount", "?route=" + ROUTE)
            .check(jsonPath("$.count").ofInt().is(clients)))
        .exec(get("getAllRoutes", ""))
        .exec(
            get("getClients", "?route=" + TAGGED_ROUTE)
                .check(jsonPath("$.clients[*]").findRandom().saveAs("id")));
  }

  private static ChainBuilder sendToATagOfItsOwn() {
    return exec(session -> session.set("tag", UUID.randomUUID().toString()))
        .exec(
            http("tag")
                .post("/frankenphp_ws/tag/#{id}")
                .body(StringBody("#{tag}"))
                .check(status().is(200)))
        .exec(
            http("sendToTag")
                .post("/frankenphp_ws/sendToTag/#{tag}")
                .body(StringBody("hello"))
                .check(jsonPath("$.sentCount").ofInt().is(1)))
        .exec(http("untag").delete("/frankenphp_ws/untag/#{id}/#{tag}").check(status().is(200)));
  }

  private static HttpRequestActionBuilder get(String call, String rest) {
    return http(call).get("/frankenphp_ws/" + call + rest).check(status().is(200));
  }
}
