package io.carillon.engine.protocol.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.registry.SubscriptionIndex;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented table of what matches what, from frame to frame. */
class MatchingTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final SubscriptionCodec codec =
      new SubscriptionCodec(Validation.STRICT, new SubscriptionLimits(10, 10, 1000));

  static Stream<JsonNode> rows() throws Exception {
    return StreamSupport.stream(JSON.readTree(Examples.text("matching")).spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void matchesAsDocumented(JsonNode row) {
    Subscription subscription = subscription("a", "b", row.get("subscribed"));
    ClientFrame.Notify notification = notification("a", "b", row.get("notified"));
    boolean expected = row.get("matches").booleanValue();
    SubscriptionIndex<String> index = new SubscriptionIndex<>();
    index.replace("client", Set.of(subscription));

    assertThat(subscription.matches(notification.subscribers())).isEqualTo(expected);
    assertThat(index.matches(notification.subscribers()).contains("client")).isEqualTo(expected);
  }

  @Test
  void anotherPackageOrPageMatchesNothing() throws Exception {
    Subscription subscription = subscription("a", "b", JSON.readTree("{}"));

    for (String[] other : new String[][] {{"a", "c"}, {"c", "b"}, {"A", "b"}, {"", ""}}) {
      assertThat(
              subscription.matches(
                  notification(other[0], other[1], JSON.readTree("{}")).subscribers()))
          .isFalse();
    }
  }

  private Subscription subscription(String packageName, String page, JsonNode values) {
    ClientFrame frame =
        codec.read(
            Message.text(
                "{\"sender\":\"client\",\"subscriptions\":["
                    + filtered(packageName, page, values)
                    + "]}"));
    assertThat(frame).isInstanceOf(ClientFrame.Subscribe.class);
    return ((ClientFrame.Subscribe) frame).subscriptions().iterator().next();
  }

  private ClientFrame.Notify notification(String packageName, String page, JsonNode values) {
    ClientFrame frame =
        codec.read(
            Message.text(
                "{\"sender\":\"server\",\"notification\":"
                    + filtered(packageName, page, values)
                    + "}"));
    assertThat(frame).isInstanceOf(ClientFrame.Notify.class);
    return (ClientFrame.Notify) frame;
  }

  private static String filtered(String packageName, String page, JsonNode values) {
    return "{\"package\":\""
        + packageName
        + "\",\"page\":\""
        + page
        + "\",\"filters\":{\"values\":"
        + values
        + "}}";
  }
}
