package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What a virtual user does who posts numbered messages to one route, each after the answer to the
 * one before, and checks every receipt.
 *
 * @param target JSON of the broadcasts' target
 * @param every from one post to the next
 * @param fillerBytes length of a message beside its numbers
 * @param isFine what must hold for each receipt besides the conservation law
 */
record Publisher(String target, Duration every, int fillerBytes, Predicate<ReceiptLaw> isFine) {
  private static final String NUMBER = "publisher";
  private static final String SEQUENCE = "sequence";

  /** To everybody on the route, one message in 50 ms. */
  static Publisher to(String route, Predicate<ReceiptLaw> isFine) {
    String target = "{\"route\": \"" + route + "\"}";
    return new Publisher(target, Duration.ofMillis(50), 100, isFine);
  }

  /** The same with messages of another length. */
  Publisher withFiller(int bytes) {
    return new Publisher(target, every, bytes, isFine);
  }

  /** Publishes for the duration of the run, then says that it was the last. */
  ChainBuilder publish() {
    AtomicInteger numbers = new AtomicInteger();
    return exec(session -> session.set(NUMBER, numbers.getAndIncrement()).set(SEQUENCE, 0L))
        .exec(during(Scale.duration(), false).on(post("publish", false).pace(every)))
        .exec(post("publish the last", true));
  }

  private ChainBuilder post(String name, boolean isLast) {
    return exec(http(name)
            .post("/v1/broadcasts")
            .header("Content-Type", "application/json")
            .body(StringBody(session -> body(session, isLast)))
            .check(status().is(200))
            .check(bodyString().transform(json -> isFine.test(ReceiptLaw.read(json))).is(true)))
        .exec(session -> session.set(SEQUENCE, session.getLong(SEQUENCE) + 1));
  }

  private String body(Session session, boolean isLast) {
    String text =
        Inbox.message(session.getInt(NUMBER), session.getLong(SEQUENCE), isLast, fillerBytes);
    return "{\"target\": " + target + ", \"message\": {\"text\": \"" + text + "\"}}";
  }
}
