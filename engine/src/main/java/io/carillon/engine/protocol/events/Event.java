package io.carillon.engine.protocol.events;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.pekko.util.ByteString;

/**
 * Something that happened, with what belongs to it.
 *
 * @param name 1 to {@link #MOST_NAME_CHARS} characters, none of them half a surrogate pair: such a
 *     name could not be sent as UTF-8
 * @param payload any JSON value, as UTF-8; whoever makes an event answers for that
 */
public record Event(String name, ByteString payload) {
  /** Names are words that clients compare; longer ones are mistakes. */
  public static final int MOST_NAME_CHARS = 256;

  /** The payload of an event that has none. */
  public static final ByteString NULL = ByteString.fromString("null");

  public Event {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "an event's name has 1 to "
              + MOST_NAME_CHARS
              + " characters, all of Unicode, this has "
              + name.length());
    }
    Objects.requireNonNull(payload, "payload");
  }

  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_NAME_CHARS
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
