package io.carillon.http.redis;

import io.carillon.clusterconfig.redis.Destination;
import io.carillon.clusterconfig.redis.Receiver;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.ExactJson;
import io.carillon.engine.protocol.subscriptions.ClientFrame;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.http.analytics.Analytics;
import io.carillon.http.analytics.Broadcasting;
import io.carillon.http.settings.SubscriptionSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** Hands messages of Redis on. Thread-safe. */
final class Feeds implements Receiver {
  /** Nobody reads the receipt: it is enough that every outbox has answered. */
  private static final BroadcastOptions FAN_OUT =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  private static final ByteString SENDER =
      ByteString.fromString("{\"sender\":\"server\",", StandardCharsets.US_ASCII);

  private final Broadcasting relay;
  private final Analytics analytics;
  private final SubscriptionCodec codec;

  /**
   * @param relay to the connections of this node, or of all, without anybody being told
   */
  Feeds(Broadcasting relay, Analytics analytics, SubscriptionSettings subscriptions) {
    this.relay = relay;
    this.analytics = analytics;
    this.codec = new SubscriptionCodec(subscriptions.validation(), subscriptions.limits());
  }

  @Override
  public CompletionStage<?> receive(Destination to, Message message) {
    if (to instanceof Destination.Connections connections) {
      return relay.broadcast(connections.target(), message, FAN_OUT);
    }
    return to == Destination.AnalyticsClients.INSTANCE
        ? analytics.publish(message)
        : notify(message);
  }

  /** What a publisher would send over a WebSocket; who publishes here need not say that he may. */
  private CompletionStage<?> notify(Message message) {
    ClientFrame frame = codec.read(withSender(message));
    if (frame instanceof ClientFrame.Notify notification) {
      Target subscribers = Target.of(notification.subscribers());
      return relay.broadcast(subscribers, notification.forwarded(), FAN_OUT);
    }
    String complaint =
        frame instanceof ClientFrame.Invalid invalid
            ? invalid.complaint().at() + " " + invalid.complaint().message()
            : "expected a notification";
    throw new IllegalArgumentException(complaint);
  }

  private static Message withSender(Message message) {
    ByteString payload = message.payload();
    try {
      boolean isComplete = ExactJson.object(payload).has("sender");
      return isComplete
          ? message
          : new Message(Message.Kind.TEXT, SENDER.concat(payload.drop(payload.indexOf('{') + 1)));
    } catch (ExactJson.Malformed e) {
      return message;
    }
  }
}
