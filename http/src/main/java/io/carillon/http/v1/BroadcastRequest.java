package io.carillon.http.v1;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * The body of {@code POST /v1/broadcasts}.
 *
 * <pre>{@code
 * {"target":{"route":"/chat"},"message":{"text":"hi"},"level":"received","timeout":"2s",
 *  "quorum":10,"timeToLive":"30s","conflationKey":"price"}
 * }</pre>
 *
 * <p>{@code target} and {@code message} are required; {@code level} is {@code written}, {@code
 * timeout} 1 s, and the rest absent unless sent.
 */
record BroadcastRequest(Target target, Message message, BroadcastOptions options) {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final int MOST_KEY_CHARACTERS = 256;
  private static final Map<String, Level> LEVELS = new LinkedHashMap<>();

  static {
    LEVELS.put("accepted", Level.ACCEPTED);
    LEVELS.put("written", Level.WRITTEN);
    LEVELS.put("received", Level.RECEIVED);
  }

  static BroadcastRequest read(ByteString body) {
    Fields fields = StrictJson.object(body);
    Target target = TargetFields.read(fields.object("target"));
    Message message = MessageFields.read(fields.object("message"));
    BroadcastOptions options = options(fields);
    fields.rejectUnknown();
    return new BroadcastRequest(target, message, options);
  }

  /** How to send, as it may be said beside any message. */
  static BroadcastOptions options(Fields fields) {
    BroadcastOptions defaults = BroadcastOptions.DEFAULT;
    return new BroadcastOptions(
        fields.word("level", LEVELS).orElse(defaults.level()),
        fields.duration("timeout", LONGEST_WAIT).orElse(defaults.timeout()),
        fields.number("quorum", 1),
        fields.duration("timeToLive", LONGEST_LIFE),
        fields
            .text("conflationKey")
            .filter(
                key -> {
                  if (key.isEmpty() || key.length() > MOST_KEY_CHARACTERS) {
                    throw fields.bad(
                        "conflationKey", "expected 1 to " + MOST_KEY_CHARACTERS + " characters");
                  }
                  return true;
                }),
        true);
  }
}
