package io.carillon.engine.protocol;

import io.carillon.engine.message.Message;
import java.util.Locale;
import java.util.Optional;

/**
 * What a connection does about a message from its peer. Pure and shared by all connections that
 * speak it.
 */
public enum Protocol {
  /** The server has nothing to say: messages are counted and dropped. */
  RAW {
    @Override
    public Optional<Message> reply(Message message) {
      return Optional.empty();
    }
  },
  /** Every message comes back as it was. */
  ECHO {
    @Override
    public Optional<Message> reply(Message message) {
      return Optional.of(message);
    }
  };

  /** The answer to a message, sent to its sender alone. */
  public abstract Optional<Message> reply(Message message);

  /** The protocol that a configuration names; names are lower case. */
  public static Optional<Protocol> named(String name) {
    for (Protocol protocol : values()) {
      if (protocol.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}
