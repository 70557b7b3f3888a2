package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/** What one node says to another; {@link NodeMessageSerializer} lays it out. */
public sealed interface NodeMessage {

  /** The bytes of the payload, arguments or answer in it. */
  default int payloadBytes() {
    return 0;
  }

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
      implements NodeMessage {
    @Override
    public int payloadBytes() {
      return message.payload().length();
    }
  }

  /**
   * A part of a message too large to cross at once, cut by {@link Pieces}; once all have arrived it
   * is as if that message had. One that arrives again is ignored.
   *
   * @param id the broadcast's, or one of the question's own
   * @param number from 0
   * @param of how many there are
   * @param replyTo as in the message; or, of an answer, who asked. Told {@link Refused} if there is
   *     no room for it
   */
  record Piece(BroadcastId id, int number, int of, ByteString bytes, ActorRef<NodeMessage> replyTo)
      implements NodeMessage {
    @Override
    public int payloadBytes() {
      return bytes.length();
    }
  }

  /**
   * Say again what became of this broadcast: {@link Delivered}, {@link Refused}, {@link Underway},
   * or {@link Lacking} if something of it was lost on the way.
   */
  record Inquire(BroadcastId id, ActorRef<NodeMessage> replyTo) implements NodeMessage {}

  /** A node has everything of a broadcast and will tell its part in time. */
  record Underway(BroadcastId id, int node) implements NodeMessage {}

  /**
   * These pieces of a broadcast have not arrived.
   *
   * @param pieces their numbers; empty if nothing has arrived at all
   */
  record Lacking(BroadcastId id, int node, List<Integer> pieces) implements NodeMessage {
    public Lacking {
      pieces = List.copyOf(pieces);
    }
  }

  /** A node's part of a broadcast. */
  record Delivered(BroadcastId id, Part part) implements NodeMessage {}

  /** There is no room for this one on this node, which has sent it to nobody. */
  record Refused(BroadcastId id, int node, int inFlight) implements NodeMessage {}

  /**
   * Answer a {@link Question} for what is on your node.
   *
   * @param question its name
   */
  record Ask(String question, ByteString arguments, ActorRef<NodeMessage> replyTo)
      implements NodeMessage {
    @Override
    public int payloadBytes() {
      return arguments.length();
    }
  }

  /** The answer. */
  record Told(ByteString answer) implements NodeMessage {
    @Override
    public int payloadBytes() {
      return answer.length();
    }
  }

  /** There is no answer. */
  record Failed(String why) implements NodeMessage {}
}
