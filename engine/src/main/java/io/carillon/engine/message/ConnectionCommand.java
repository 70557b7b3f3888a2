package io.carillon.engine.message;

import java.util.Optional;
import java.util.SortedSet;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What may be said to the actor of one connection. */
public sealed interface ConnectionCommand {

  /**
   * Put a tag on the connection; answered once broadcasts to the tag reach it. Repeating changes
   * nothing.
   */
  record Tag(String tag, ActorRef<Tagged> replyTo) implements ConnectionCommand {}

  /** Take a tag off; answered once broadcasts to the tag pass it by. Repeating changes nothing. */
  record Untag(String tag, ActorRef<Done> replyTo) implements ConnectionCommand {}

  /** Take all tags off. */
  record ClearTags(ActorRef<Done> replyTo) implements ConnectionCommand {}

  /** Tell the tags. */
  record DescribeTags(ActorRef<SortedSet<String>> replyTo) implements ConnectionCommand {}

  /** Tell what is known about the connection. */
  record Describe(ActorRef<Optional<ConnectionDescription>> replyTo) implements ConnectionCommand {}

  /** Close with a closing handshake (RFC 6455 §7.1.2). */
  record Close(int code, String reason, ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Drop the TCP connection without a close frame. */
  enum Kill implements ConnectionCommand {
    INSTANCE
  }

  /** The stream has ended; the registry is told, and until it answers the actor does as well. */
  enum Ended implements ConnectionCommand {
    INSTANCE
  }

  /**
   * The registry has forgotten the connection: no command will come any more, so the actor stops.
   */
  enum Released implements ConnectionCommand {
    INSTANCE
  }
}
