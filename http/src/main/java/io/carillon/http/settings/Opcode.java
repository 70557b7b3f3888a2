package io.carillon.http.settings;

import io.carillon.clusterconfig.redis.Framing;
import io.carillon.engine.message.Message;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** As which kind of frame the raw body of a request goes out. */
public enum Opcode implements Framing {
  /** Text if the body is valid UTF-8, else binary. */
  AUTO,
  /** Text; a body that is not valid UTF-8 cannot be sent. */
  TEXT,
  /** Binary, whatever the body holds. */
  BINARY;

  /** The message for a body; empty if this opcode cannot carry it. */
  @Override
  public Optional<Message> toMessage(ByteString body) {
    return switch (this) {
      case AUTO -> Optional.of(Message.detect(body));
      case BINARY -> Optional.of(Message.binary(body));
      case TEXT -> Optional.of(Message.detect(body)).filter(Message::isText);
    };
  }
}
