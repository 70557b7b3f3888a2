package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON subscriptions on the wire. Each test has a page of its own. */
class SubscriptionsIT {
  private static final String SPEAKING = "carillon.listeners.main.protocol = subscriptions";
  private static final String HANDSHAKE =
      "GET /mute HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Path EXAMPLES =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol", "examples");

  private static Door lenient;
  private static Door strict;
  private static Door guarded;
  private static int pages;

  private String page;
  private int published;

  @BeforeAll
  static void start() {
    lenient = Door.open(SPEAKING, "carillon.listeners.main.max-message-bytes = 64 KiB");
    strict = Door.open(SPEAKING, "carillon.subscriptions.validation = strict");
    guarded = Door.open(SPEAKING, "carillon.subscriptions.publisher-token = \"ca+na/ry=\"");
  }

  @AfterAll
  static void stop() {
    lenient.close();
    strict.close();
    guarded.close();
  }

  @BeforeEach
  void takeAPage() {
    page = "page-" + pages++;
  }

  // what the documents show

  @Test
  void theDocumentedFramesReachWhomTheyConcern() {
    Peer reader = lenient.connect("/");
    reader.say(example("subscribe"));
    reader.settle();
    Peer publisher = lenient.connect("/any/path");
    publisher.say(example("notify"));

    await().until(() -> !reader.heard().isEmpty());
    assertThat(reader.heard()).containsExactly("text:" + example("forwarded"));
    assertThat(closeOf(publisher)).isEqualTo(1000);
    assertThat(publisher.heard()).isEmpty();
  }

  @Test
  void theFirstFrameThatTheDocumentShowsSubscribes() {
    Peer reader = lenient.connect("/");
    reader.say(
        "{\"sender\": \"client\", \"subscriptions\": [{\"package\": \"test\", \"page\": \"test\","
            + " \"filters\": {\"values\": {\"test\": true}}}]}");
    reader.settle();

    publish(lenient, json("{'package':'test','page':'test','filters':{'values':'x'},'n':1}"));
    publish(
        lenient,
        json("{'package':'test','page':'test','filters':{'values':{'test':'value'}},'n':2}"));

    await().until(() -> reader.heard().size() == 2);
    assertThat(numbersHeardBy(reader)).containsExactly(1, 2);
  }

  @Test
  void aListIsComparedWithASingleValue() {
    Peer reader = subscriber("{'channel':['2','3','5']}");

    for (String value : List.of("'2'", "'4'", "3", "{'channel':'5'}", "{'room':'5'}")) {
      publish(lenient, notification(value));
    }

    assertHeard(reader, 1, 3, 4);
  }

  @Test
  void trueLetsEverythingPassAndAnotherPackageNothing() {
    Peer reader = subscriber("{'channel':true}");

    publish(lenient, notification("'7'"));
    publish(lenient, notification("{'channel':{'x':1}}"));
    publish(lenient, notification("'7'").replace("\"package\":\"p\"", "\"package\":\"q\""));
    publish(lenient, notification("null"));

    assertHeard(reader, 1, 2, 4);
  }

  @Test
  void anotherSetReplacesTheFirst() {
    Peer reader = subscriber("{'channel':['2','3']}");
    subscribe(reader, "{'channel':['3','4']}");

    for (String value : List.of("'2'", "'3'", "'4'")) {
      publish(lenient, notification(value));
    }
    assertHeard(reader, 2, 3);
    reader.say(json("{'sender':'client','subscriptions':[]}"));
    reader.settle();
    publish(lenient, notification("'3'"));
    assertHeard(reader, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "command", "legacy"})
  void framesForOthersAreNotAnsweredAndKeepTheSubscriptions(String example) {
    for (Door door : List.of(lenient, strict)) {
      Peer reader = subscriber(door, "{'channel':'2'}");
      reader.say(example(example));
      reader.settle();

      assertThat(reader.heard()).isEmpty();
      assertThat(targeted(door, "'2'")).isOne();
    }
  }

  // who gets it, and how often

  @Test
  void whoMatchesSeveralTimesGetsItOnce() {
    Peer reader = lenient.connect("/");
    reader.say(
        json(
            "{'sender':'client','subscriptions':[{'package':'p','page':'PAGE'},"
                + "{'package':'p','page':'PAGE','filters':{'values':{'a':[1,2],'b':true}}},"
                + "{'package':'p','page':'PAGE','filters':{'values':{'b':1}}}]}"));
    reader.settle();

    assertThat(targeted(lenient, "1")).isOne();
    publish(lenient, notification("{'a':1,'b':1}"));
    assertHeard(reader, 0, 1);
  }

  @Test
  void aPublisherThatSubscribedGetsItsOwnNotificationFirst() {
    Peer both = subscriber("{}");

    both.say(json("{'sender':'server','notification':{'package':'p','page':'PAGE','n':1}}"));

    assertThat(closeOf(both)).isEqualTo(1000);
    assertThat(numbersHeardBy(both)).containsExactly(1);
  }

  @Test
  void nothingBehindANotificationIsRead() {
    Peer reader = subscriber("{}");
    Peer publisher = lenient.connect("/");
    for (int n = 1; n <= 3; n++) {
      publisher.say(
          json("{'sender':'server','notification':{'package':'p','page':'PAGE','n':" + n + "}}"));
    }

    assertThat(closeOf(publisher)).isEqualTo(1000);
    publish(lenient, json("{'package':'p','page':'PAGE','n':4}"));
    assertHeard(reader, 1, 4);
  }

  @Test
  void aPublisherMayLeaveAtOnce() {
    Peer reader = subscriber("{}");
    Peer publisher = lenient.connect("/");
    publisher.say(json("{'sender':'server','notification':{'package':'p','page':'PAGE','n':1}}"));
    publisher.leave();

    assertHeard(reader, 1);
  }

  @Test
  void everyoneWhoseSubscriptionsWereReadIsCounted() {
    for (int count = 1; count <= 100; count++) {
      subscriber("{'channel':'2'}");

      assertThat(targeted(lenient, "'2'")).isEqualTo(count);
    }
  }

  @Test
  void whoHasLeftIsNotCounted() {
    Peer gone = subscriber("{'channel':'2'}");
    subscriber("{'channel':'2'}");
    assertThat(targeted(lenient, "'2'")).isEqualTo(2);

    gone.leave();

    await().until(() -> targeted(lenient, "'2'") == 1);
  }

  // over the admin API

  @Test
  void theAdminApiAnswersWhoWasReached() {
    Peer one = subscriber("{'channel':'2'}");
    Peer two = subscriber("{'channel':true}");
    subscriber("{'channel':'3'}");

    JsonNode receipt =
        Door.json(
            lenient.post(
                "/v1/notifications",
                json(
                    "{'notification': {'page' : 'PAGE','package':'p','n':1,"
                        + "'filters':{'values':'2'}},'level':'received','timeout':'5s'}")));

    assertThat(receipt.get("targeted").asInt()).isEqualTo(2);
    assertThat(receipt.at("/counts/received").asInt()).isEqualTo(2);
    assertThat(receipt.get("complete").asBoolean()).isTrue();
    for (Peer peer : List.of(one, two)) {
      assertThat(peer.heard())
          .containsExactly(
              "text:"
                  + json(
                      "{'type':'message','sender':'server','notification':{'page' : 'PAGE',"
                          + "'package':'p','n':1,'filters':{'values':'2'}}}"));
    }
  }

  @Test
  void theAdminApiTakesWhatAPublisherSends() {
    Peer reader = subscriber("{}");
    String frame =
        json("{'sender':'server','type':'alert','notification':{'package':'p','page':'PAGE'}}");

    assertThat(lenient.post("/v1/notifications", frame).statusCode()).isEqualTo(200);

    await().until(() -> !reader.heard().isEmpty());
    assertThat(reader.heard()).containsExactly("text:" + frame);
  }

  @Test
  void theAdminApiTakesAsManyKeysAsItIsTold() {
    try (Door narrow = Door.open(SPEAKING, "carillon.subscriptions.max-filter-values = 2")) {
      String body =
          "{'notification':{'package':'p','page':'b','filters':{'values':{'a':1,'b':2%s}}}}";

      assertThat(narrow.post("/v1/notifications", json(body.formatted(""))).statusCode())
          .isEqualTo(200);
      HttpResponse<String> refused =
          narrow.post("/v1/notifications", json(body.formatted(",'c':3")));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(Door.json(refused).get("detail").asText()).contains("expected at most 2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                        | notification
          {'notification':[]}                                       | notification
          {'notification':{}}                                       | notification.package
          {'notification':{'package':'a','page':7}}                 | notification.page
          {'notification':{'package':'a','page':'b','filters':{'value':1}}} | notification.filters.value
          {'notification':{'package':'a','page':'b'},'sender':'client'} | sender
          {'notification':{'package':'a','page':'b'},'type':1}      | type
          {'notification':{'package':'a','page':'b'},'level':'all'} | level
          {'notification':{'package':'a','page':'b'},'leve':'x'}    | leve
          {'subscriptions':[],'notification':{'package':'a','page':'b'}} | subscriptions
          """)
  void theAdminApiNamesTheFieldThatIsWrong(String body, String field) {
    HttpResponse<String> response = lenient.post("/v1/notifications", json(body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Door.json(response).get("field").asText()).isEqualTo(field);
    assertThat(Door.json(response).get("detail").asText()).startsWith(field + ": ");
  }

  // bad input

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{'sender':'client'",
        "{'sender':'client'}",
        "{'sender':'server'}",
        "{'sender':'robot'}",
        "{'sender':'client','sender':'client','subscriptions':[]}",
        "{'sender':'client','subscriptions':{}}",
        "{'sender':'client','subscriptions':[{'package':'p'}]}",
        "{'sender':'client','subscriptions':[{'package':'p','page':2}]}",
        "{'sender':'server','notification':'x'}",
        "{'sender':'server','notification':{'package':'p','page':'PAGE','filters':1}}"
      })
  void whatIsNotAsDocumentedChangesNothing(String frame) {
    for (Door door : List.of(lenient, strict)) {
      Peer bad = subscriber(door, "{'channel':'2'}");
      Peer good = subscriber(door, "{'channel':'2'}");

      bad.say(json(frame));
      bad.settle();

      assertThat(targeted(door, "'2'")).isEqualTo(2);
      await().until(() -> good.heard().size() == 1);
      assertThat(bad.closed()).isNotDone();
      List<String> answers = bad.heard().stream().filter(each -> each.contains("error")).toList();
      assertThat(answers).hasSize(door == strict ? 1 : 0);
    }
  }

  @Test
  void anErrorFrameIsAsDocumented() {
    Peer bad = strict.connect("/");
    bad.say(json("{'sender':'client','subscriptions':[{'package':'a','page':2}]}"));
    bad.settle();

    assertThat(bad.heard()).containsExactly("text:" + example("error"));
  }

  @Test
  void aBinaryFrameIsNotRead() {
    byte[] frame = json("{'sender':'client','subscriptions':[]}").getBytes(StandardCharsets.UTF_8);
    for (Door door : List.of(lenient, strict)) {
      Peer reader = subscriber(door, "{'channel':'2'}");
      reader.sayBytes(frame);
      reader.settle();

      assertThat(targeted(door, "'2'")).isOne();
      assertThat(reader.heard().toString().contains("a binary frame, expected text"))
          .isEqualTo(door == strict);
    }
  }

  @Test
  void anOversizeFrameEndsItsConnectionAndNoOther() {
    Peer bad = subscriber("{'channel':'2'}");
    Peer good = subscriber("{'channel':'2'}");

    bad.say("x".repeat(64 * 1024 + 1));

    assertThat(closeOf(bad)).isEqualTo(1009);
    await().until(() -> targeted(lenient, "'2'") == 1);
    assertThat(good.closed()).isNotDone();
  }

  @Test
  void moreThanAConnectionMayHoldIsRefusedWhole() {
    Peer reader = subscriber(strict, "{'channel':'2'}");
    String one = "{'package':'p','page':'PAGE','filters':{'values':{'channel':'3'}}}";

    reader.say(json("{'sender':'client','subscriptions':[" + (one + ",").repeat(128) + one + "]}"));
    reader.settle();

    assertThat(reader.heard().toString()).contains("129 subscriptions, expected at most 128");
    assertThat(targeted(strict, "'3'")).isZero();
    assertThat(targeted(strict, "'2'")).isOne();
  }

  // who may publish

  @Test
  void onlyWhoBroughtTheTokenMayPublish() {
    Peer reader = subscriber(guarded, "{}");
    List<Peer> without =
        List.of(
            guarded.connect("/"),
            guarded.connect("/?token="),
            guarded.connect("/?token=ca"),
            guarded.connect("/?tok=1&token=%ff"),
            connect("/", Map.of("Authorization", "Bearer wrong")),
            connect("/", Map.of("Authorization", "ca+na/ry=")));
    for (Peer publisher : without) {
      publisher.say(notify(1));

      assertThat(closeOf(publisher)).isEqualTo(1008);
      assertThat(publisher.closeReason()).isEqualTo("publishing needs the token");
    }

    List<Peer> with =
        List.of(
            connect("/", Map.of("Authorization", "Bearer ca+na/ry=")),
            guarded.connect("/?x=1&token=ca%2Bna%2Fry%3D"));
    for (Peer publisher : with) {
      publisher.say(notify(2));

      assertThat(closeOf(publisher)).isEqualTo(1000);
    }
    assertHeard(reader, 2, 2);
  }

  // trouble

  @Test
  void aPublisherIsAskedToComeBackWhenTheNodeIsBusy() throws IOException {
    try (Door busy = Door.open(SPEAKING, "carillon.engine.max-broadcasts-in-flight = 1");
        Socket mute = new Socket(busy.listener().getAddress(), busy.listener().getPort())) {
      Peer reader = subscriber(busy, "{}");
      Peer publisher = busy.connect("/");
      mute.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> busy.get("/frankenphp_ws/getClientsCount").body().contains("3"));
      busy.server()
          .engine()
          .broadcast(
              Target.route("/mute"),
              Message.text("no pong comes back"),
              BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED).withTimeout(PATIENCE));

      publisher.say(notify(1));

      assertThat(closeOf(publisher)).isEqualTo(1013);
      assertThat(publisher.closeReason()).isEqualTo("too busy, nobody was notified");
      assertThat(reader.settle().heard()).isEmpty();
    }
  }

  private Peer subscriber(String values) {
    return subscriber(lenient, values);
  }

  private Peer subscriber(Door door, String values) {
    Peer peer = door.connect("/");
    subscribe(peer, values);
    return peer;
  }

  private void subscribe(Peer peer, String values) {
    peer.say(
        json(
            "{'sender':'client','subscriptions':[{'package':'p','page':'PAGE',"
                + "'filters':{'values':"
                + values
                + "}}]}"));
    peer.settle();
  }

  /** A notification that says which of the test it is. */
  private String notification(String values) {
    published++;
    return json(
        "{'package':'p','page':'PAGE','filters':{'values':" + values + "},'n':" + published + "}");
  }

  private String notify(int number) {
    return json(
        "{'sender':'server','notification':{'package':'p','page':'PAGE','n':" + number + "}}");
  }

  /** Publishes over a WebSocket and waits until that is closed. */
  private static void publish(Door door, String notification) {
    Peer publisher = door.connect("/");
    publisher.say("{\"sender\":\"server\",\"notification\":" + notification + "}");
    assertThat(closeOf(publisher)).isEqualTo(1000);
  }

  private int targeted(Door door, String values) {
    HttpResponse<String> response =
        door.post(
            "/v1/notifications",
            json(
                "{'notification':{'package':'p','page':'PAGE','n':0,'filters':{'values':"
                    + values
                    + "}}}"));
    assertThat(response.statusCode()).isEqualTo(200);
    return Door.json(response).get("targeted").asInt();
  }

  /** What was published last is heard last: if it is there, nothing else is to come. */
  private void assertHeard(Peer reader, Integer... numbers) {
    await().untilAsserted(() -> assertThat(numbersHeardBy(reader)).containsExactly(numbers));
    reader.settle();
    assertThat(numbersHeardBy(reader)).containsExactly(numbers);
  }

  private static List<Integer> numbersHeardBy(Peer peer) {
    return peer.heard().stream()
        .map(heard -> Door.json(heard.substring("text:".length())).at("/notification/n").asInt())
        .toList();
  }

  private static Peer connect(String path, Map<String, String> headers) {
    URI uri = URI.create("ws://127.0.0.1:" + guarded.listener().getPort() + path);
    return Peer.connect(guarded.client(), uri, headers);
  }

  private static int closeOf(Peer peer) {
    return peer.closed().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private String json(String text) {
    return text.replace('\'', '"').replace("PAGE", page);
  }

  private static String example(String name) {
    try {
      return Files.readString(EXAMPLES.resolve("subscriptions-" + name + ".json")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
