package io.carillon.engine.protocol.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionCodecTest {
  private static final SubscriptionLimits LIMITS = new SubscriptionLimits(3, 5, 1_000);

  private final SubscriptionCodec lenient = new SubscriptionCodec(Validation.LENIENT, LIMITS);
  private final SubscriptionCodec strict = new SubscriptionCodec(Validation.STRICT, LIMITS);

  private static Message text(String json) {
    return Message.text(json.replace('\'', '"'));
  }

  private Complaint complaint(String json) {
    return complaint(text(json));
  }

  private Complaint complaint(Message message) {
    ClientFrame frame = strict.read(message);
    assertThat(frame).isInstanceOf(ClientFrame.Invalid.class);
    return ((ClientFrame.Invalid) frame).complaint();
  }

  // what is documented

  @ParameterizedTest
  @EnumSource
  void subscribesAsDocumented(Validation validation) {
    ClientFrame frame =
        new SubscriptionCodec(validation, LIMITS).read(Message.text(Examples.text("subscribe")));

    assertThat(frame)
        .isEqualTo(
            new ClientFrame.Subscribe(
                Set.of(
                    new Subscription(
                        "amaiia_msg_srv", "messages", Map.of("channel", Set.of("2", "3", "5"))))));
  }

  @ParameterizedTest
  @EnumSource
  void notifiesAsDocumented(Validation validation) {
    ClientFrame frame =
        new SubscriptionCodec(validation, LIMITS).read(Message.text(Examples.text("notify")));

    assertThat(frame)
        .isEqualTo(
            new ClientFrame.Notify(
                new Target.Subscribed("amaiia_msg_srv", "messages", new FilterValues.Single("2")),
                Message.text(Examples.text("forwarded"))));
  }

  @ParameterizedTest
  @EnumSource
  void forwardsAFrameThatHasATypeAsItIs(Validation validation) {
    Message alert = Message.text(Examples.text("alert"));

    assertThat(new SubscriptionCodec(validation, LIMITS).read(alert))
        .isEqualTo(
            new ClientFrame.Notify(
                new Target.Subscribed(
                    "factory",
                    "line-4",
                    new FilterValues.ByKey(
                        Map.of("alertType", "temperature", "severity", "2", "oee", "85.5"))),
                alert));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "command", "legacy"})
  void letsFramesForOthersPass(String example) {
    assertThat(strict.read(Message.text(Examples.text(example))))
        .isEqualTo(ClientFrame.Nothing.INSTANCE);
    assertThat(lenient.read(Message.text(Examples.text(example))))
        .isEqualTo(ClientFrame.Nothing.INSTANCE);
  }

  @Test
  void complainsAsDocumented() {
    assertThat(
            complaint("{'sender':'client','subscriptions':[{'package':'a','page':2}]}").toMessage())
        .isEqualTo(Message.text(Examples.text("error")));
  }

  // subscribing

  @Test
  void anEmptySetIsASet() {
    assertThat(strict.read(text("{'sender':'client','subscriptions':[]}")))
        .isEqualTo(new ClientFrame.Subscribe(Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'filters':{}",
        ",'filters':[]",
        ",'filters':null",
        ",'filters':{'values':{}}",
        ",'filters':{'values':[]}",
        ",'filters':{'values':null}",
        ",'filters':{'values':{'any':true}}"
      })
  void noFilterLetsEverythingPass(String filters) {
    assertThat(
            strict.read(
                text(
                    "{'sender':'client','subscriptions':[{'package':'a','page':'b'"
                        + filters
                        + "}]}")))
        .isEqualTo(new ClientFrame.Subscribe(Set.of(new Subscription("a", "b", Map.of()))));
  }

  @Test
  void aCommandBesideSubscriptionsHindersNothing() {
    assertThat(strict.read(text("{'sender':'client','subscriptions':[],'cmd':[{}]}")))
        .isEqualTo(new ClientFrame.Subscribe(Set.of()));
  }

  @Test
  void whatIsWrittenTwiceIsOnce() {
    assertThat(
            strict.read(
                text(
                    "{'sender':'client','subscriptions':["
                        + "{'package':'a','page':'b','filters':{'values':{'k':[1,'1',1.0]}}},"
                        + "{'page':'b','package':'a','filters':{'values':{'k':'1'}}}]}")))
        .isEqualTo(
            new ClientFrame.Subscribe(
                Set.of(new Subscription("a", "b", Map.of("k", Set.of("1"))))));
  }

  // notifying

  @Test
  void keepsEveryByteOfANotification() {
    String notification =
        "{\"package\" : \"a\",\"page\":\"b\",\"x\":[1.50,1e3,\"\\u00e9\\/ü\"] ,\"y\":null}";
    String frame = " \n{ \"sender\":\"server\", \"notification\":" + notification + "\t} ";

    ClientFrame.Notify notify = (ClientFrame.Notify) strict.read(Message.text(frame));

    assertThat(notify.forwarded().utf8())
        .isEqualTo(
            "{\"type\":\"message\", \"sender\":\"server\", \"notification\":"
                + notification
                + "\t} ");
  }

  @Test
  void aNotificationMayCarryWhatItLikes() {
    assertThat(
            strict.read(
                text(
                    "{'sender':'server','type':'refreshcontent','notification':"
                        + "{'package':'a','page':'b','type':'chat','channels':[1],'x':{'y':1}}}")))
        .isInstanceOf(ClientFrame.Notify.class);
  }

  // bad input

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'sender':'client'}                               | /subscriptions               |      | required property 'subscriptions' not found
          {'sender':'server'}                               | /notification                |      | required property 'notification' not found
          {'sender':'robot'}                                | /sender                      | "robot" | expected "client" or "server"
          {'sender':1}                                      | /sender                      | 1    | expected "client" or "server"
          {'sender':null,'type':'ping'}                     | /sender                      | null | expected "client" or "server"
          {}                                                | /sender                      |      | is missing, expected "client" or "server"
          {'subscriptions':[]}                              | /sender                      |      | required property 'sender' not found
          {'sender':'client','subscriptions':{}}            | /subscriptions               | {}   | object found, array expected
          {'sender':'client','subscriptions':null}          | /subscriptions               | null | null found, array expected
          {'sender':'client','subscriptions':['a']}         | /subscriptions/0             | "a"  | string found, object expected
          {'sender':'client','subscriptions':[{'page':'b'}]} | /subscriptions/0/package    |      | required property 'package' not found
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':'x'}]} | /subscriptions/0/filters | "x" | string found, [object, array, null] expected
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'values':'2'}}]} | /subscriptions/0/filters/values | "2" | string found, [object, array, null] expected
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'values':['2']}}]} | /subscriptions/0/filters/values | ["2"] | must have at most 0 items but found 1
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'values':{'k':null}}}]} | /subscriptions/0/filters/values/k | null | null found, [boolean, string, number, array] expected
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'values':{'a/b~':{}}}}]} | /subscriptions/0/filters/values/a~1b~0 | {} | object found, [boolean, string, number, array] expected
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'values':{'k':['1',[2]]}}}]} | /subscriptions/0/filters/values/k/1 | [2] | array found, [boolean, string, number] expected
          {'sender':'server','notification':[]}             | /notification                | []   | array found, object expected
          {'sender':'server','notification':{'package':'a','page':7}} | /notification/page | 7    | integer found, string expected
          {'sender':'server','notification':{'package':'a','page':'b','filters':{'values':['2']}}} | /notification/filters/values | ["2"] | must have at most 0 items but found 1
          """)
  void namesWhatIsWrongInBothModes(String json, String at, String value, String message) {
    assertThat(complaint(json)).isEqualTo(new Complaint(at, Optional.ofNullable(value), message));
    assertThat(lenient.read(text(json))).isInstanceOf(ClientFrame.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'sender':'client','subscriptions':[],'id':7}                                            | /id                        | 7
          {'sender':'client','subscriptions':[{'package':'a','page':'b','pag':'c'}]}                | /subscriptions/0/pag       | "c"
          {'sender':'client','subscriptions':[{'package':'a','page':'b','filters':{'value':{}}}]}   | /subscriptions/0/filters/value | {}
          {'sender':'server','notification':{'package':'a','page':'b'},'extra':true}                | /extra                     | true
          {'sender':'server','notification':{'package':'a','page':'b','filters':{'value':'2'}}}     | /notification/filters/value | "2"
          """)
  void onlyStrictModeMindsUnknownFields(String json, String at, String value) {
    assertThat(complaint(json))
        .extracting(Complaint::at, complaint -> complaint.value().orElse(""))
        .containsExactly(at, value);
    assertThat(lenient.read(text(json))).isNotInstanceOf(ClientFrame.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          | invalid JSON: expected an object
          hello                       | invalid JSON at line 1, column 1: malformed
          []                          | invalid JSON: expected an object
          {'type':'ping'              | invalid JSON at line 1, column 15: malformed
          {'type':'ping'} x           | invalid JSON at line 1, column 17: malformed
          {'type':'ping','type':'p'}  | invalid JSON at line 1, column 22: a key appears twice
          """)
  void saysWhereAFrameStopsBeingJson(String json, String message) {
    assertThat(complaint(json)).isEqualTo(Complaint.ofFrame(message));
    assertThat(lenient.read(text(json))).isInstanceOf(ClientFrame.Invalid.class);
  }

  @Test
  void takesNoBinaryFrame() {
    Message binary = Message.binary(ByteString.fromString("{\"type\":\"ping\"}"));

    assertThat(complaint(binary)).isEqualTo(Complaint.ofFrame("a binary frame, expected text"));
    assertThat(lenient.read(binary)).isInstanceOf(ClientFrame.Invalid.class);
  }

  @Test
  void takesNoUtf16ForUtf8() {
    String disguised =
        new String(
            "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_8);

    assertThat(lenient.read(Message.text(disguised))).isInstanceOf(ClientFrame.Invalid.class);
    assertThat(lenient.read(Message.text("\uFEFF{\"type\":\"ping\"}")))
        .isInstanceOf(ClientFrame.Invalid.class);
  }

  // bounds

  @Test
  void takesNoMoreSubscriptionsThanItMay() {
    String one = "{'package':'a','page':'b'}";

    assertThat(strict.read(text(subscribing(one, one, one))))
        .isInstanceOf(ClientFrame.Subscribe.class);
    assertThat(complaint(subscribing(one, one, one, one)))
        .isEqualTo(
            new Complaint(
                "/subscriptions", Optional.empty(), "4 subscriptions, expected at most 3"));
  }

  @Test
  void takesNoMoreFilterValuesThanItMay() {
    String filtered = "{'package':'a','page':'b','filters':{'values':%s}}";

    assertThat(strict.read(text(subscribing(String.format(filtered, "{'k':[1,2,3],'l':true}")))))
        .isInstanceOf(ClientFrame.Subscribe.class);
    assertThat(complaint(subscribing(String.format(filtered, "{'k':[1,2,3,4,5]}"))))
        .isEqualTo(
            new Complaint(
                "/subscriptions/0/filters/values",
                Optional.empty(),
                "6 keys and values, expected at most 5"));
    assertThat(
            complaint(
                "{'sender':'server','notification':"
                    + String.format(filtered, "{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1}")
                    + "}"))
        .isEqualTo(
            new Complaint(
                "/notification/filters/values",
                Optional.empty(),
                "6 keys and values, expected at most 5"));
  }

  @Test
  void takesNoLargerFrameToSubscribeThanItMay() {
    String padded = subscribing("{'package':'" + "a".repeat(1_000) + "','page':'b'}");

    assertThat(complaint(padded).message())
        .isEqualTo(padded.length() + " bytes to subscribe, expected at most 1000");
  }

  @Test
  void aFrameOfManyFaultsCostsNoMoreThanOne() {
    String faults =
        IntStream.range(0, 100_000).mapToObj(i -> "7").collect(Collectors.joining(",", "[", "]"));
    SubscriptionCodec wide =
        new SubscriptionCodec(
            Validation.STRICT, new SubscriptionLimits(1_000_000, 1_000_000, 1 << 24));

    assertTimeout(
        Duration.ofSeconds(2),
        () ->
            assertThat(wide.read(text("{'sender':'client','subscriptions':" + faults + "}")))
                .isInstanceOf(ClientFrame.Invalid.class));
  }

  @Test
  void anErrorFrameIsShortWhateverWasSent() {
    String huge = "\uD83D\uDE00".repeat(10_000);
    Complaint complaint =
        complaint(
            "{'sender':'server','notification':{'package':'a','page':'b'},'"
                + "k".repeat(250)
                + "':'x"
                + huge
                + "'}");

    assertThat(complaint.toMessage().payload().size()).isLessThan(1_000);
    assertThat(complaint.toMessage().utf8()).contains("…").doesNotContain("\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400000000", "1e99999999999", "-1e-400000000", "1E+2147483648"})
  void aNumberWithAGiantExponentCostsNothing(String number) {
    assertTimeout(
        Duration.ofSeconds(2),
        () ->
            lenient.read(
                text(
                    "{'sender':'server','notification':{'package':'a','page':'b',"
                        + "'filters':{'values':"
                        + number
                        + "}}}")));
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(8_000);
    byte[] good = Examples.text("alert").getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      ByteString cut = ByteString.fromArray(bytes).take(random.nextInt(bytes.length + 1));
      assertThat(strict.read(Message.detect(cut))).isNotNull();
    }
  }

  private static String subscribing(String... subscriptions) {
    return "{'sender':'client','subscriptions':[" + String.join(",", subscriptions) + "]}";
  }
}
