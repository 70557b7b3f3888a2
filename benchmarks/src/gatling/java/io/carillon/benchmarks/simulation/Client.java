package io.carillon.benchmarks.simulation;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a virtual user does who holds a WebSocket and reads. */
final class Client {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);
  private static final String INBOX = "inbox";
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** Beyond the publishing: for all to connect, and for the last message. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Client() {}

  /** Stays until every publisher's last message came; fails if anything is missing. */
  static ChainBuilder staying(String route, int publishers) {
    Duration longest = Scale.duration().plus(PATIENCE);
    return connect(route, () -> Inbox.fromTheStart(publishers))
        .exec(
            asLongAsDuring(session -> !inbox(session).isEnded(), longest)
                .on(pause(LOOK_EVERY), look()))
        .exec(verdict("all received in order", inbox -> inbox.isEnded() && inbox.isInOrder()))
        .exec(ws("close").close());
  }

  /** Comes, reads for a moment and goes; fails if anything is missing in between. */
  static ChainBuilder passing(String route, int publishers, Duration moment) {
    return connect(route, () -> Inbox.fromNow(publishers))
        .pause(moment)
        .exec(look())
        .exec(verdict("moment received in order", Inbox::isInOrder))
        .exec(ws("close").close());
  }

  private static ChainBuilder connect(String route, Supplier<Inbox> inbox) {
    return exec(session -> session.set(INBOX, inbox.get())).exec(ws("connect").connect(route));
  }

  private static ChainBuilder look() {
    return exec(ws.processUnmatchedMessages(Client::accept));
  }

  private static Session accept(List<WsInboundMessage> messages, Session session) {
    for (WsInboundMessage each : messages) {
      if (each instanceof WsInboundMessage.Text text) {
        inbox(session).accept(text.message());
      }
    }
    return session;
  }

  private static ChainBuilder verdict(String name, Predicate<Inbox> isFine) {
    return exec(
        dummy(name, 1)
            .withSuccess(
                session -> {
                  boolean fine = isFine.test(inbox(session));
                  if (!fine) {
                    LOG.error("A client missed something: {}", inbox(session));
                  }
                  return fine;
                }));
  }

  private static Inbox inbox(Session session) {
    return session.get(INBOX);
  }
}
