package io.carillon.engine.protocol.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Message.Kind;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/**
 * Reads what clients and publishers send. Thread-safe.
 *
 * <pre>{@code
 * {"sender":"client","subscriptions":[{"package":"amaiia_msg_srv","page":"messages",
 *   "filters":{"values":{"channel":["2","3","5"]}}}]}
 * {"sender":"server","notification":{"package":"amaiia_msg_srv","page":"messages",
 *   "filters":{"values":"2"},"message":"..."}}
 * {"type":"ping"}
 * }</pre>
 */
public final class SubscriptionCodec {
  private static final ByteString TYPE =
      ByteString.fromString("{\"type\":\"message\",", StandardCharsets.US_ASCII);

  private final SubscriptionLimits limits;
  private final FrameSchema subscribe;
  private final FrameSchema notify;

  public SubscriptionCodec(Validation validation, SubscriptionLimits limits) {
    this.limits = limits;
    this.subscribe = FrameSchema.named("subscribe.schema.json", validation);
    this.notify = FrameSchema.named("notify.schema.json", validation);
  }

  /** What a message asks for. */
  public ClientFrame read(Message message) {
    if (!message.isText()) {
      return invalid("a binary frame, expected text");
    }
    try {
      return read(ExactJson.object(message.payload()), message);
    } catch (ExactJson.Malformed e) {
      return invalid(e.getMessage());
    }
  }

  private ClientFrame read(ObjectNode frame, Message message) {
    String sender = frame.path("sender").asText();
    boolean subscribes = frame.has("subscriptions");
    if (sender.equals("server")) {
      return notification(frame, message);
    }
    if (!subscribes && isForNobody(frame) && (sender.equals("client") || !frame.has("sender"))) {
      return ClientFrame.Nothing.INSTANCE;
    }
    if (subscribes || sender.equals("client")) {
      return subscriptions(frame, message.payload().size());
    }
    return new ClientFrame.Invalid(unknownSender(frame));
  }

  private static boolean isForNobody(ObjectNode frame) {
    return frame.has("cmd") || frame.path("type").asText().equals("ping");
  }

  private ClientFrame subscriptions(ObjectNode frame, int bytes) {
    if (bytes > limits.bytes()) {
      return invalid(bytes + " bytes to subscribe, expected at most " + limits.bytes());
    }
    Optional<Complaint> complaint =
        subscribe.check(frame).or(() -> tooMany(frame.get("subscriptions")));
    if (complaint.isPresent()) {
      return new ClientFrame.Invalid(complaint.get());
    }
    Set<Subscription> subscriptions = new HashSet<>();
    frame
        .get("subscriptions")
        .forEach(each -> subscriptions.add(SubscriptionFields.subscription(each)));
    return new ClientFrame.Subscribe(subscriptions);
  }

  private ClientFrame notification(ObjectNode frame, Message message) {
    Optional<Complaint> complaint =
        notify.check(frame).or(() -> tooManyValues("/notification", frame.get("notification")));
    if (complaint.isPresent()) {
      return new ClientFrame.Invalid(complaint.get());
    }
    Target.Subscribed subscribers = SubscriptionFields.notification(frame.get("notification"));
    return new ClientFrame.Notify(subscribers, forwarded(frame, message));
  }

  /** The frame as it came; one that has no type is a message. */
  private static Message forwarded(ObjectNode frame, Message message) {
    if (frame.has("type")) {
      return message;
    }
    ByteString payload = message.payload();
    return new Message(Kind.TEXT, TYPE.concat(payload.drop(payload.indexOf('{') + 1)));
  }

  private Optional<Complaint> tooMany(JsonNode subscriptions) {
    if (subscriptions.size() > limits.subscriptions()) {
      String message =
          subscriptions.size() + " subscriptions, expected at most " + limits.subscriptions();
      return Optional.of(new Complaint("/subscriptions", Optional.empty(), message));
    }
    for (int i = 0; i < subscriptions.size(); i++) {
      Optional<Complaint> complaint = tooManyValues("/subscriptions/" + i, subscriptions.get(i));
      if (complaint.isPresent()) {
        return complaint;
      }
    }
    return Optional.empty();
  }

  private Optional<Complaint> tooManyValues(String at, JsonNode filtered) {
    int count = SubscriptionFields.filterValues(filtered);
    if (count <= limits.filterValues()) {
      return Optional.empty();
    }
    String message = count + " keys and values, expected at most " + limits.filterValues();
    return Optional.of(new Complaint(at + "/filters/values", Optional.empty(), message));
  }

  private static Complaint unknownSender(ObjectNode frame) {
    String message = "expected \"client\" or \"server\"";
    return frame.has("sender")
        ? Complaint.of("/sender", frame.get("sender"), message)
        : new Complaint("/sender", Optional.empty(), "is missing, " + message);
  }

  private static ClientFrame invalid(String message) {
    return new ClientFrame.Invalid(Complaint.ofFrame(message));
  }
}
