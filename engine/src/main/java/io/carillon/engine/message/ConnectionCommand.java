package io.carillon.engine.message;

import io.carillon.engine.label.Label;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** What may be said to the actor of one connection. */
public sealed interface ConnectionCommand {

  /**
   * Put a label on the connection; answered once broadcasts to the label reach it. A user takes the
   * place of another. Repeating changes nothing.
   */
  record Join(Label label, ActorRef<Labelled> replyTo) implements ConnectionCommand {}

  /** Take a label off; answered once broadcasts to it pass it by. Repeating changes nothing. */
  record Leave(Label label, ActorRef<Done> replyTo) implements ConnectionCommand {}

  /** Take all labels of a kind off. */
  record LeaveAll(Label.Kind kind, ActorRef<Done> replyTo) implements ConnectionCommand {}

  /** From a label's supervisor: it was taken off everybody, off the profile as well. */
  record Dissolved(Label label) implements ConnectionCommand {}

  /** Store a value under a key with the connection. */
  record Store(String key, String value, ActorRef<Stored> replyTo) implements ConnectionCommand {}

  /** Take a key away; answered whether anything at all was stored before. */
  record Forget(String key, ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Take everything away that is stored. */
  record ForgetAll(ActorRef<Done> replyTo) implements ConnectionCommand {}

  /** Tell what is stored. */
  record DescribeInformation(ActorRef<SortedMap<String, String>> replyTo)
      implements ConnectionCommand {}

  /** Keep this JSON object as the session. */
  record ReplaceSession(ByteString object, ActorRef<Stored> replyTo) implements ConnectionCommand {}

  /** Put this JSON object over the session. */
  record UpdateSession(ByteString change, ActorRef<Stored> replyTo) implements ConnectionCommand {}

  /** Measure the round trip now, and again after each interval unless that is zero. */
  record EnablePing(Duration interval, ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Measure no more and forget what was measured. */
  record DisablePing(ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Tell the last round trip; empty if none was measured. */
  record DescribePing(ActorRef<Optional<Duration>> replyTo) implements ConnectionCommand {}

  /** It is time to measure again, unless the interval was set anew since. */
  record PingTick(int setting) implements ConnectionCommand {}

  /**
   * Record what broadcasts write to the connection, or go on within other bounds; answered with the
   * number of messages that is kept at most.
   */
  record StartRecording(int mostMessages, Duration longest, ActorRef<Optional<Integer>> replyTo)
      implements ConnectionCommand {}

  /** Record no more; answered whether anything was ever recorded. */
  record StopRecording(ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Forget what was recorded, but not how much; answered whether anything ever was. */
  record ClearRecording(ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Tell what was recorded. */
  record DescribeRecording(ActorRef<SentMessages> replyTo) implements ConnectionCommand {}

  /** Stay when the socket ends, until released. */
  record ActivateGhost(ActorRef<Ghosted> replyTo) implements ConnectionCommand {}

  /** End, with the socket if it is still open; answered whether it was a ghost. */
  record ReleaseGhost(ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Tell whether it is a ghost. */
  record DescribeGhost(ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** Tell what is known about the connection. */
  record Describe(ActorRef<Optional<ConnectionDescription>> replyTo) implements ConnectionCommand {}

  /** Close with a closing handshake (RFC 6455 §7.1.2). */
  record Close(int code, String reason, ActorRef<Boolean> replyTo) implements ConnectionCommand {}

  /** The node stops: close with a closing handshake and end, ghost or not. */
  record Drain(int code, String reason) implements ConnectionCommand {}

  /** Drop the TCP connection without a close frame, and end, ghost or not. */
  enum Kill implements ConnectionCommand {
    INSTANCE
  }

  /** The stream has ended; the registry is told, and until it answers the actor does as well. */
  enum Ended implements ConnectionCommand {
    INSTANCE
  }

  /** Everybody who wanted to know before the connection is forgotten has been told. */
  enum BeforeClosed implements ConnectionCommand {
    INSTANCE
  }

  /**
   * The registry has forgotten the connection: no command will come any more, so the actor stops.
   */
  enum Released implements ConnectionCommand {
    INSTANCE
  }
}
