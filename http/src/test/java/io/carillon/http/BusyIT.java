package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More broadcasts than the engine may have in flight. */
class BusyIT {
  private static final String HANDSHAKE =
      "GET /mute HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  /** Were the whole refused, whoever sends it again would double what was sent. */
  @Test
  void groupsThatWereRefusedAreNamedBesideTheReceiptsOfTheOthers() throws Exception {
    try (Door door = Door.open("carillon.engine.max-broadcasts-in-flight = 2");
        Socket mute = new Socket(door.listener().getAddress(), door.listener().getPort())) {
      mute.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> door.get("/frankenphp_ws/getClientsCount").body().contains("1"));
      String id = Door.json(door.get("/frankenphp_ws/getClients")).at("/clients/0").asText();
      for (String group : List.of("a", "b", "c", "d")) {
        gateway(door, "joinGroup", "{'clientId':'" + id + "','group':'" + group + "'}");
      }
      JsonNode sent =
          gateway(
              door,
              "sendToGroup",
              "{'groups':['a','b','c','d'],'oncePerGroup':true,'message':'x',"
                  + "'level':'received','timeout':'300ms'}");
      assertThat(sent.get("receipts")).hasSize(2);
      assertThat(sent.get("targeted").asInt()).isEqualTo(2);
      assertThat(sent.get("refused")).isEqualTo(Door.json("['c','d']"));
    }
  }

  private static JsonNode gateway(Door door, String function, String arguments) {
    HttpResponse<String> answer =
        door.post("/v1/gateway/" + function, arguments.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Door.json(answer);
  }

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
