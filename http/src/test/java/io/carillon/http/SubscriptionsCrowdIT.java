package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand clients, each with a channel of its own and one that all share. */
class SubscriptionsCrowdIT {
  private static final int CLIENTS = 1_000;
  private static final int PUBLISHERS = 50;

  @Test
  void eachGetsWhatConcernsItOnceAndInOrder() {
    try (Door door = Door.open("carillon.listeners.main.protocol = subscriptions")) {
      List<Peer> clients = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        Peer client = door.connect("/");
        client.say(subscribing(number));
        clients.add(client);
      }
      clients.forEach(Peer::settle);

      assertThat(notify(door, "all", 1).at("/counts/received").asInt()).isEqualTo(CLIENTS);
      publishToEachOf(door, PUBLISHERS);
      assertThat(notify(door, "all", 3).at("/counts/received").asInt()).isEqualTo(CLIENTS);
      assertThat(notify(door, "nobody", 4).get("targeted").asInt()).isZero();

      for (int number = 0; number < CLIENTS; number++) {
        assertThat(numbersHeardBy(clients.get(number)))
            .as("client %d", number)
            .isEqualTo(number < PUBLISHERS ? List.of(1, 2, 3) : List.of(1, 3));
      }
      clients.subList(0, CLIENTS / 2).forEach(Peer::leave);
      await().until(() -> notify(door, "all", 5).get("targeted").asInt() == CLIENTS - CLIENTS / 2);
    }
  }

  /** All at once, each on a connection of its own. */
  private static void publishToEachOf(Door door, int clients) {
    List<Peer> publishers =
        IntStream.range(0, clients).mapToObj(number -> door.connect("/publish")).toList();
    for (int number = 0; number < clients; number++) {
      publishers
          .get(number)
          .say("{\"sender\":\"server\",\"notification\":" + notification("" + number, 2) + "}");
    }
    for (Peer publisher : publishers) {
      assertThat(publisher.closed().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1000);
    }
  }

  private static JsonNode notify(Door door, String channel, int number) {
    return Door.json(
        door.post(
            "/v1/notifications",
            "{\"notification\":"
                + notification(channel, number)
                + ",\"level\":\"received\",\"timeout\":\"10s\"}"));
  }

  private static String notification(String channel, int number) {
    return "{\"package\":\"p\",\"page\":\"x\",\"n\":"
        + number
        + ",\"filters\":{\"values\":\""
        + channel
        + "\"}}";
  }

  private static String subscribing(int number) {
    return "{\"sender\":\"client\",\"subscriptions\":[{\"package\":\"p\",\"page\":\"x\","
        + "\"filters\":{\"values\":{\"channel\":[\"all\","
        + number
        + "]}}}]}";
  }

  private static List<Integer> numbersHeardBy(Peer peer) {
    return peer.heard().stream()
        .map(heard -> Door.json(heard.substring("text:".length())).at("/notification/n").asInt())
        .toList();
  }
}
