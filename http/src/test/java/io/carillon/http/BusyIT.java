package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More broadcasts than the engine may have in flight. */
class BusyIT {
  private static final String HANDSHAKE =
      "GET /mute HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  @Test
  void bothApisAskToComeBackLater() throws Exception {
    try (Door door = Door.open("carillon.engine.max-broadcasts-in-flight = 1");
        Socket mute = new Socket(door.listener().getAddress(), door.listener().getPort())) {
      mute.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> door.get("/frankenphp_ws/getClientsCount").body().contains("1"));
      door.server()
          .engine()
          .broadcast(
              Target.all(),
              Message.text("no pong comes back"),
              BroadcastOptions.DEFAULT
                  .withLevel(Level.RECEIVED)
                  .withTimeout(Duration.ofSeconds(8)));

      HttpResponse<String> compatible = door.post("/frankenphp_ws/sendAll", "x");
      HttpResponse<String> problem =
          door.post("/v1/broadcasts", "{\"target\":{\"all\":true},\"message\":{\"text\":\"x\"}}");

      assertThat(compatible.statusCode()).isEqualTo(503);
      assertThat(compatible.headers().firstValue("Retry-After")).contains("1");
      assertThat(Door.json(compatible).get("error").asText()).contains("try again later");
      assertThat(problem.statusCode()).isEqualTo(503);
      assertThat(problem.headers().firstValue("Retry-After")).contains("1");
      assertThat(Door.json(problem).get("status").asInt()).isEqualTo(503);
    }
  }
}
