package io.carillon.http.v1;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.ExactJson;
import io.carillon.engine.protocol.subscriptions.ClientFrame;
import io.carillon.engine.protocol.subscriptions.Complaint;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/**
 * The body of {@code POST /v1/notifications}: what a publisher would send over a WebSocket, and how
 * to send it.
 *
 * <pre>{@code
 * {"sender":"server","type":"alert","notification":{"package":"factory","page":"line-4",
 *  "filters":{"values":{"severity":2}},"message":"..."},"level":"received","timeout":"2s",
 *  "quorum":10,"timeToLive":"30s","conflationKey":"line-4"}
 * }</pre>
 *
 * <p>Only {@code notification} is required; its bytes reach the subscribers as they were sent.
 */
record NotificationRequest(Target target, Message message, BroadcastOptions options) {
  /**
   * Reads a body.
   *
   * @param codec strict, and with the bound of a notification's keys
   */
  static NotificationRequest read(ByteString body, SubscriptionCodec codec) {
    Fields fields = StrictJson.object(body);
    if (!Message.isUtf8(body)) {
      throw Refusal.badRequest("invalid JSON: not valid UTF-8");
    }
    fields
        .text("sender")
        .filter(sender -> !sender.equals("server"))
        .ifPresent(
            sender -> {
              throw fields.bad("sender", "expected server, or nothing");
            });
    boolean hasType = fields.text("type").isPresent();
    fields.object("notification");
    BroadcastOptions options = BroadcastRequest.options(fields);
    fields.rejectUnknown();
    ClientFrame frame = codec.read(frame(body, hasType));
    if (frame instanceof ClientFrame.Notify notify) {
      return new NotificationRequest(Target.of(notify.subscribers()), notify.forwarded(), options);
    }
    throw refusal(((ClientFrame.Invalid) frame).complaint());
  }

  /** What a publisher would have sent. */
  private static Message frame(ByteString body, boolean hasType) {
    ByteString frame = ascii("{\"sender\":\"server\",");
    if (hasType) {
      frame = frame.concat(ascii("\"type\":")).concat(ExactJson.valueOf("type", body));
      frame = frame.concat(ascii(","));
    }
    frame = frame.concat(ascii("\"notification\":"));
    ByteString notification = ExactJson.valueOf("notification", body);
    return new Message(Message.Kind.TEXT, frame.concat(notification).concat(ascii("}")));
  }

  private static ByteString ascii(String text) {
    return ByteString.fromString(text, StandardCharsets.US_ASCII);
  }

  private static Refusal refusal(Complaint complaint) {
    String field = Shown.of(complaint.at().substring(1).replace('/', '.'));
    String was = complaint.value().map(value -> ", was " + Shown.of(value)).orElse("");
    return Refusal.badRequest(field, field + ": " + Shown.of(complaint.message()) + was);
  }
}
