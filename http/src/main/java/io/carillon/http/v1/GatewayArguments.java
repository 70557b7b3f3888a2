package io.carillon.http.v1;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.ExactJson;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.gateway.GatewayName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/**
 * The arguments of a gateway function: the fields of the JSON object in the body, which may be left
 * away where there are none.
 *
 * <p>Read every argument, then {@link #end}: what nobody asked for is refused.
 */
final class GatewayArguments {
  /** Names in one call; each is asked about by itself. */
  private static final int MOST_NAMES = 1_000;

  private static final ByteString NONE = ByteString.fromString("{}", StandardCharsets.US_ASCII);

  private final ByteString body;
  private final Fields fields;

  private GatewayArguments(ByteString body) {
    this.body = body;
    this.fields = StrictJson.object(body);
  }

  static GatewayArguments of(Call call) {
    call.query().allowOnly(Set.of());
    return new GatewayArguments(call.body().isEmpty() ? NONE : call.body());
  }

  /** The whole body, as it was sent. */
  ByteString body() {
    return body;
  }

  /** The argument {@code clientId}. */
  ConnectionId client() {
    return id("clientId", fields.requiredText("clientId"));
  }

  /** The same; empty for a text that no client can be called. */
  Optional<ConnectionId> possibleClient() {
    return ConnectionId.parse(fields.requiredText("clientId"));
  }

  /** The argument {@code exclude}: one client or several, nobody if it was not sent. */
  Set<ConnectionId> exclude() {
    String word = "exclude";
    return fields.isText(word)
        ? Set.of(id(word, fields.requiredText(word)))
        : clients(word).orElse(Set.of());
  }

  /** Several clients, if the argument was sent. */
  Optional<Set<ConnectionId>> clients(String name) {
    return fields.texts(name).map(texts -> TargetFields.ids(fields, name, texts));
  }

  /** A group or user that is only looked up: any text will do. */
  String text(String name) {
    return fields.requiredText(name);
  }

  Optional<String> optionalText(String name) {
    return fields.text(name);
  }

  boolean flag(String name) {
    return fields.flag(name).orElse(false);
  }

  /** A group or user that something can be called. */
  String name(String name) {
    String text = fields.requiredText(name);
    if (!GatewayName.isName(text)) {
      throw fields.bad(name, GatewayName.EXPECTATION);
    }
    return text;
  }

  /** The same as {@link #texts}, for what something can be called. */
  List<String> names(String word) {
    if (fields.has(word) && !fields.has(word + "s")) {
      return List.of(name(word));
    }
    List<String> names = texts(word);
    if (names.isEmpty()) {
      throw fields.bad(word + "s", "expected at least one " + word);
    }
    for (int i = 0; i < names.size(); i++) {
      if (!GatewayName.isName(names.get(i))) {
        throw fields.bad(word + "s", i, GatewayName.EXPECTATION);
      }
    }
    return names;
  }

  /** One under its own word, or several under its plural; at least one of these must be there. */
  List<String> texts(String word) {
    boolean several = fields.has(word + "s");
    String expectation = "expected exactly one of " + word + " and " + word + "s";
    if (several && fields.has(word)) {
      throw fields.bad(word + "s", "not together with " + word + ", " + expectation);
    }
    if (!several && !fields.has(word)) {
      throw fields.bad(word, "is missing, " + expectation);
    }
    return several ? list(word + "s") : List.of(fields.requiredText(word));
  }

  /** Several, under this word. */
  List<String> list(String name) {
    List<String> texts =
        new ArrayList<>(
            fields.texts(name).orElseThrow(() -> fields.bad(name, "is missing, expected a list")));
    if (texts.size() > MOST_NAMES) {
      throw Refusal.badRequest(
          name, name + ": expected at most " + MOST_NAMES + " texts, were " + texts.size());
    }
    return texts;
  }

  /** The argument {@code message}: a text, or what {@link MessageFields} reads. */
  Message message() {
    return fields.isText("message")
        ? Message.text(fields.requiredText("message"))
        : MessageFields.read(fields.object("message", "a text or an object"));
  }

  /** The same if it was sent. */
  Optional<Message> optionalMessage() {
    return fields.has("message") ? Optional.of(message()) : Optional.empty();
  }

  BroadcastOptions options() {
    return BroadcastRequest.options(fields);
  }

  /**
   * The argument {@code session} as it was sent, which must be an object. An empty list is an empty
   * object: that is how PHP writes an empty array.
   */
  ByteString session() {
    if (fields.isEmptyList("session")) {
      return NONE;
    }
    fields.object("session");
    return ExactJson.valueOf("session", body);
  }

  void end() {
    fields.rejectUnknown();
  }

  private ConnectionId id(String name, String text) {
    return ConnectionId.parse(text)
        .orElseThrow(() -> fields.bad(name, "expected " + TargetFields.ID_EXPECTATION));
  }
}
