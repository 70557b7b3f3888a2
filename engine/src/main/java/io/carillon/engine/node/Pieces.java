package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.util.ByteString;

/**
 * Cuts messages that are too large to cross at once: half of Pekko's smallest usual frame, 256 KiB,
 * so that neither the frame nor what is behind it on the way waits for long. Thread-safe.
 */
public final class Pieces {
  /** Largest content of a message that crosses whole, and of a piece. */
  public static final int MOST_BYTES = 128 * 1024;

  /** Most pieces of a message: four payloads of the largest body, 16 MiB. */
  public static final int MOST_PIECES = 512;

  private final MessageLayouts layouts;
  private final ActorRefResolver refs;
  private final String gateway;

  /**
   * Cuts what this system's actors say.
   *
   * @param gateway the path of every node's gateway in its actor system
   */
  public Pieces(ActorSystem<?> system, String gateway) {
    this.gateway = gateway;
    this.refs = ActorRefResolver.get(system);
    this.layouts = new MessageLayouts(refs);
  }

  /**
   * The message, or its pieces in order; empty if there were more than {@link #MOST_PIECES} of
   * them.
   */
  public List<NodeMessage> of(NodeMessage.Deliver deliver) {
    int payload = deliver.message().payload().length();
    boolean isSmall =
        payload <= MOST_BYTES
            && payload + lengthOf(deliver.target()) <= MOST_BYTES + MOST_BYTES / 2;
    return isSmall ? List.of(deliver) : cut(deliver.id(), deliver, deliver.replyTo());
  }

  /** The same. */
  public List<NodeMessage> of(BroadcastId id, NodeMessage.Ask ask) {
    return ask.arguments().length() <= MOST_BYTES ? List.of(ask) : cut(id, ask, ask.replyTo());
  }

  /**
   * The same.
   *
   * @param asker who is told
   */
  public List<NodeMessage> of(BroadcastId id, NodeMessage.Told told, ActorRef<NodeMessage> asker) {
    return told.answer().length() <= MOST_BYTES ? List.of(told) : cut(id, told, asker);
  }

  /**
   * Puts a message together again.
   *
   * @param bytes those of all pieces
   * @throws IllegalArgumentException if they are no message
   */
  public NodeMessage join(ByteString bytes) {
    return layouts.messageBehindName(bytes);
  }

  /** Who takes in pieces on the node of this actor. */
  public ActorRef<NodeMessage> gatewayOf(ActorRef<?> actor) {
    return refs.resolveActorRef(actor.path().address() + gateway);
  }

  private static int lengthOf(Target target) {
    return Layouts.TARGET.bytes(target).length();
  }

  private List<NodeMessage> cut(
      BroadcastId id, NodeMessage message, ActorRef<NodeMessage> replyTo) {
    ByteString all = layouts.bytesBehindName(message).compact();
    int count = (all.length() + MOST_BYTES - 1) / MOST_BYTES;
    if (count > MOST_PIECES) {
      return List.of();
    }
    List<NodeMessage> pieces = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int from = number * MOST_BYTES;
      ByteString bytes = all.slice(from, Math.min(all.length(), from + MOST_BYTES));
      pieces.add(new NodeMessage.Piece(id, number, count, bytes, replyTo));
    }
    return List.copyOf(pieces);
  }
}
