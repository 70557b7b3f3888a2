package io.carillon.clusterconfig.redis;

import io.carillon.engine.message.Message;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** As which kind of message a payload goes out. */
@FunctionalInterface
public interface Framing {

  /** The message; empty if the payload cannot go out so. */
  Optional<Message> toMessage(ByteString payload);
}
