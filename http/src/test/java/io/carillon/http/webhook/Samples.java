package io.carillon.http.webhook;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.WebhookSettings;
import io.carillon.http.webhook.WebhookEvent.Bare;
import io.carillon.http.webhook.WebhookEvent.Ended;
import io.carillon.http.webhook.WebhookEvent.Opened;
import io.carillon.http.webhook.WebhookEvent.Said;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/** Events and settings of tests. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00.120Z");
  static final Connected CONNECTION =
      new Connected(
          ConnectionId.parse("5f0e0001a1b2c3d4e5f60718293a4b5c").orElseThrow(),
          "/chat/lobby",
          "192.0.2.7:51034");
  static final Closure CLOSURE = new Closure(1000, "bye");

  private Samples() {}

  static WebhookEvent open() {
    return event(
        Lifecycle.Event.OPEN,
        0,
        new Opened(Map.of("user-agent", List.of("Example/1.0"), "cookie", List.of("a=1", "b=2"))));
  }

  static WebhookEvent text(String text) {
    return event(Lifecycle.Event.MESSAGE, 1, new Said(Message.text(text)));
  }

  static WebhookEvent binary(int... bytes) {
    return event(Lifecycle.Event.MESSAGE, 2, new Said(Message.binary(ByteString.fromInts(bytes))));
  }

  static WebhookEvent ghostConnectionClose() {
    return event(Lifecycle.Event.GHOST_CONNECTION_CLOSE, 3, Bare.INSTANCE);
  }

  static WebhookEvent beforeClose() {
    return event(Lifecycle.Event.BEFORE_CLOSE, 4, new Ended(CLOSURE));
  }

  static WebhookEvent close() {
    return event(Lifecycle.Event.CLOSE, 5, new Ended(CLOSURE));
  }

  private static WebhookEvent event(Lifecycle.Event kind, int seconds, WebhookEvent.Detail detail) {
    return new WebhookEvent(kind, NOON.plusSeconds(seconds), CONNECTION, detail);
  }

  /** Two events a batch, three attempts. */
  static WebhookSettings settings() {
    return new WebhookSettings(
        "sample",
        URI.create("https://app.example.com/hook?key=canary"),
        "test-secret-0123456789",
        new WebhookSettings.Selection(EnumSet.allOf(Lifecycle.Event.class), List.of(), Set.of()),
        new WebhookSettings.Batching(2, 1024 * 1024, Duration.ofMillis(100)),
        new WebhookSettings.Bounds(1000, 1024 * 1024),
        new WebhookSettings.Retrying(
            Duration.ofSeconds(10), 3, Duration.ofSeconds(1), Duration.ofSeconds(60)));
  }
}
