package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.Message;
import io.carillon.http.webhook.WebhookEvent.Bare;
import io.carillon.http.webhook.WebhookEvent.Detail;
import io.carillon.http.webhook.WebhookEvent.Said;
import org.junit.jupiter.api.Test;

class WebhookEventTest {
  private static int bytes(String route, String address, Detail detail) {
    Connected connection = new Connected(Samples.CONNECTION.id(), route, address);
    return new WebhookEvent(Lifecycle.Event.MESSAGE, Samples.NOON, connection, detail).bytes();
  }

  @Test
  void countsEveryTextOfItsOwn() {
    int least = bytes("/", "", Bare.INSTANCE);

    assertThat(bytes("/" + "x".repeat(8_000), "", Bare.INSTANCE) - least).isEqualTo(8_000);
    assertThat(bytes("/", "192.0.2.7:51034", Bare.INSTANCE) - least).isEqualTo(15);
    assertThat(bytes("/", "", new Said(Message.text("hello"))) - least).isEqualTo(5);
  }
}
