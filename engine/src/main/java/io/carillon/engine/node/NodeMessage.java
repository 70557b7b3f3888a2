package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** What one node says to another; {@link NodeMessageSerializer} lays it out. */
public sealed interface NodeMessage {

  /**
   * Send this to those of the target that are connected to you, and tell {@code replyTo} what
   * became of it: once, when your part is settled or the options' timeout has passed since this
   * arrived. Said again with the same id it is not sent again, but answered again.
   */
  record Deliver(
      BroadcastId id,
      Target target,
      Message message,
      BroadcastOptions options,
      ActorRef<NodeMessage> replyTo)
      implements NodeMessage {}

  /** A node's part of a broadcast. */
  record Delivered(BroadcastId id, Part part) implements NodeMessage {}

  /** Too many broadcasts wait on this node; it has sent this one to nobody. */
  record Refused(BroadcastId id, int node, int inFlight) implements NodeMessage {}

  /**
   * Answer a {@link Question} for what is on your node.
   *
   * @param question its name
   */
  record Ask(String question, ByteString arguments, ActorRef<NodeMessage> replyTo)
      implements NodeMessage {}

  /** The answer. */
  record Told(ByteString answer) implements NodeMessage {}

  /** There is no answer. */
  record Failed(String why) implements NodeMessage {}
}
