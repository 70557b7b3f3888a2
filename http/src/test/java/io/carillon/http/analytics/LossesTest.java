package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.engine.EngineBusyException;
import io.carillon.engine.message.Message;
import io.carillon.http.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LossesTest {
  private static final RuntimeException WHY = new IllegalStateException("for the test");

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.carillon.http.analytics");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong(7);
  private final Losses losses = new Losses("event", nanos::get);

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    logger.setLevel(null);
  }

  private List<String> lines() {
    return logged.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void tellsOfTheFirstAndOfTheEnd() {
    for (int i = 0; i < 100; i++) {
      losses.lost(WHY);
    }
    nanos.addAndGet(Losses.CALM.toNanos());
    losses.sent();
    losses.sent();

    assertThat(lines())
        .containsExactly(
            "no event went to the analytics clients: java.lang.IllegalStateException: for the test;"
                + " from here on it is only counted",
            "event to the analytics clients again; lost since it began: 100");
  }

  @Test
  void staysSilentWhileSomeGoOutAndSomeDoNot() {
    for (int i = 0; i < 100; i++) {
      losses.lost(WHY);
      nanos.addAndGet(Duration.ofSeconds(59).toNanos());
      losses.sent();
    }

    assertThat(lines()).hasSize(1);
  }

  @Test
  void tellsOfTheNextOutageAsOfTheFirst() {
    losses.sent();
    for (int i = 0; i < 2; i++) {
      losses.lost(WHY);
      nanos.addAndGet(Losses.CALM.toNanos());
      losses.sent();
    }

    assertThat(lines()).hasSize(4);
  }

  @Test
  void anEngineThatIsBusyFillsTheMeterAndNotTheLog() {
    Metrics metrics = new Metrics();
    Audience audience =
        new Audience(
            (target, message, options) ->
                CompletableFuture.failedFuture(new EngineBusyException("for the test")),
            metrics);
    audience.join(new FakePeer(), () -> {});
    for (int i = 0; i < 50; i++) {
      audience.event(Message.text("{}"));
      audience.heartbeat(Message.text("{}"));
      audience.noHeartbeat(WHY);
    }

    assertThat(lines()).hasSize(2);
    assertThat(metrics.scrape().toCompletableFuture().join())
        .contains("carillon_analytics_unsent_messages_total{kind=\"event\"} 50.0\n")
        .contains("carillon_analytics_unsent_messages_total{kind=\"heartbeat\"} 100.0\n");
  }
}
