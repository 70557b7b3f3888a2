package io.carillon.http.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;
import io.carillon.http.endpoint.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationRequestTest {
  private static final SubscriptionCodec CODEC =
      new SubscriptionCodec(Validation.STRICT, new SubscriptionLimits(1, 1024, 1));

  private static NotificationRequest read(String json) {
    return NotificationRequest.read(ByteString.fromString(json, StandardCharsets.UTF_8), CODEC);
  }

  private static Refusal refusal(String json) {
    return catchThrowableOfType(Refusal.class, () -> read(json.replace('\'', '"')));
  }

  @Test
  void keepsTheNotificationAsItWasSent() {
    String notification =
        "{ \"page\":\"b\" ,\"package\":\"a\",\"x\":[1.50,1e3,\"\\u00e9\\/ü\uD83D\uDE00\"], \"y\":null}";

    NotificationRequest request =
        read("{\"level\":\"received\",\"notification\" :\n" + notification + " ,\"timeout\":5}");

    assertThat(request.message())
        .isEqualTo(
            Message.text(
                "{\"type\":\"message\",\"sender\":\"server\",\"notification\":"
                    + notification
                    + "}"));
    assertThat(request.target())
        .isEqualTo(Target.of(new Target.Subscribed("a", "b", new FilterValues.ByKey(Map.of()))));
    assertThat(request.options())
        .isEqualTo(
            BroadcastOptions.DEFAULT
                .withLatency()
                .withLevel(Level.RECEIVED)
                .withTimeout(Duration.ofMillis(5)));
  }

  @Test
  void keepsATypeOfItsOwn() {
    assertThat(
            read("{\"type\":\"a\\\"b\",\"notification\":{\"package\":\"a\",\"page\":\"b\"}}")
                .message())
        .isEqualTo(
            Message.text(
                "{\"sender\":\"server\",\"type\":\"a\\\"b\","
                    + "\"notification\":{\"package\":\"a\",\"page\":\"b\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'notification':{'page':'b'}}             | notification.package: required property 'package' not found
          {'notification':{'package':1,'page':'b'}} | notification.package: integer found, string expected, was 1
          {'notification':{'package':'a','page':'b','filters':{'values':[1]}}} | notification.filters.values: must have at most 0 items but found 1, was [1]
          {'notification':'x'}                      | notification: expected an object, was "x"
          {'notification':{'package':'a','page':'b'},'sender':'x'} | sender: expected server, or nothing, was "x"
          """)
  void saysWhatWasFoundAndWhatWasExpected(String json, String detail) {
    assertThat(refusal(json).detail()).isEqualTo(detail);
  }

  @Test
  void takesABoundedNumberOfKeys() {
    String keys =
        IntStream.range(0, 1_025)
            .mapToObj(i -> "'k" + i + "':1")
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(
            refusal("{'notification':{'package':'a','page':'b','filters':{'values':" + keys + "}}}")
                .detail())
        .isEqualTo("notification.filters.values: 1025 keys and values, expected at most 1024");
  }

  @Test
  void takesNothingThatNoTextFrameMayCarry() {
    byte[] body =
        "{\"notification\":{\"package\":\"a\",\"page\":\"b\",\"x\":\"???\"}}"
            .getBytes(StandardCharsets.US_ASCII);
    int at = new String(body, StandardCharsets.US_ASCII).indexOf('?');
    byte[] halfAPair = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    System.arraycopy(halfAPair, 0, body, at, halfAPair.length);

    assertThat(
            catchThrowableOfType(
                    Refusal.class,
                    () -> NotificationRequest.read(ByteString.fromArray(body), CODEC))
                .detail())
        .startsWith("invalid JSON");
  }
}
