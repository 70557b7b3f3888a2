package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.PieceStore;
import io.carillon.engine.node.Pieces;
import io.carillon.engine.node.Traffic;
import io.carillon.engine.websocket.EncodedFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.util.ByteString;

/**
 * The one whom other nodes speak to: has their broadcasts carried out here and tells them this
 * node's part.
 *
 * <p>A broadcast that is asked for twice is carried out once: its id is known until it is answered,
 * and then for as long as its receipt is kept. Holds as many unanswered ones as the broadcaster,
 * which refuses more, and what has come of larger ones in a {@link PieceStore}.
 */
public final class NodeGateway extends AbstractBehavior<NodeGateway.Command> {

  /** What the gateway hears. */
  sealed interface Command {}

  private record Asked(NodeMessage message) implements Command {}

  private record Answered(Broadcaster.Answer answer) implements Command {}

  private enum Forget implements Command {
    TICK
  }

  private static final Duration FORGET_EVERY = Duration.ofSeconds(5);

  /** The gateway of a node. */
  public static Behavior<NodeMessage> create(
      int node,
      ActorRef<Broadcaster.Command> broadcaster,
      Receipts receipts,
      Answers answers,
      Pieces pieces,
      Traffic traffic) {
    Behavior<Command> gateway =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(Forget.TICK, FORGET_EVERY);
                      return new NodeGateway(
                          context, node, broadcaster, receipts, answers, pieces, traffic);
                    }));
    return Behaviors.transformMessages(
        NodeMessage.class, gateway, builder -> builder.match(NodeMessage.class, Asked::new));
  }

  private final int node;
  private final ActorRef<Broadcaster.Command> broadcaster;
  private final Receipts receipts;
  private final Answers answers;
  private final Pieces pieces;
  private final Traffic traffic;
  private final PieceStore store = new PieceStore(System::nanoTime);
  private final ActorRef<Broadcaster.Answer> carriedOut;
  private final Map<BroadcastId, ActorRef<NodeMessage>> askers = new HashMap<>();

  private NodeGateway(
      ActorContext<Command> context,
      int node,
      ActorRef<Broadcaster.Command> broadcaster,
      Receipts receipts,
      Answers answers,
      Pieces pieces,
      Traffic traffic) {
    super(context);
    this.node = node;
    this.broadcaster = broadcaster;
    this.receipts = receipts;
    this.answers = answers;
    this.pieces = pieces;
    this.traffic = traffic;
    this.carriedOut = context.messageAdapter(Broadcaster.Answer.class, Answered::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Forget.class, this::onForget)
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    if (asked.message instanceof NodeMessage.Piece piece) {
      traffic.heard(piece.id().node(), piece);
      take(piece);
    } else if (asked.message instanceof NodeMessage.Inquire inquire) {
      traffic.heard(inquire.id().node(), inquire);
      tellState(inquire);
    } else {
      countWhole(asked.message);
      carryOut(asked.message);
    }
    return this;
  }

  private void countWhole(NodeMessage message) {
    if (message instanceof NodeMessage.Deliver deliver) {
      traffic.heard(deliver.id().node(), deliver);
    } else if (message instanceof NodeMessage.Ask ask) {
      traffic.heard(ask.replyTo(), ask);
    } else {
      traffic.unknown();
    }
  }

  private void tell(ActorRef<NodeMessage> asker, NodeMessage message) {
    traffic.sent(asker, message);
    asker.tell(message);
  }

  private void carryOut(NodeMessage message) {
    if (message instanceof NodeMessage.Deliver deliver) {
      deliver(deliver);
    } else if (message instanceof NodeMessage.Ask ask) {
      answer(ask);
    } else {
      getContext().getLog().warn("nobody asked for a {}", message.getClass().getSimpleName());
    }
  }

  private Behavior<Command> onAnswered(Answered answered) {
    BroadcastId id = answered.answer.id();
    ActorRef<NodeMessage> asker = askers.remove(id);
    if (answered.answer instanceof Broadcaster.Refused refused) {
      tell(asker, new NodeMessage.Refused(id, node, refused.inFlight()));
    } else if (answered.answer instanceof Broadcaster.Answered carriedOutHere) {
      carriedOutHere.parts().forEach(part -> tell(asker, new NodeMessage.Delivered(id, part)));
    }
    return this;
  }

  private Behavior<Command> onForget(Forget tick) {
    store.forgetOld();
    traffic.hold(store.messages(), store.reserved());
    return this;
  }

  private void take(NodeMessage.Piece piece) {
    BroadcastId id = piece.id();
    if (askers.containsKey(id) || receipts.part(id).isPresent()) {
      return;
    }
    switch (store.add(piece)) {
      case REFUSED -> tell(piece.replyTo(), new NodeMessage.Refused(id, node, askers.size()));
      case COMPLETE -> carryOut(piece, store.take(id));
      case WAITING -> {}
    }
    traffic.hold(store.messages(), store.reserved());
  }

  /** An answer goes to whoever asked: only its pieces come here. */
  private void carryOut(NodeMessage.Piece last, ByteString bytes) {
    try {
      NodeMessage message = pieces.join(bytes);
      if (message instanceof NodeMessage.Told) {
        last.replyTo().tell(message);
      } else {
        carryOut(message);
      }
    } catch (IllegalArgumentException e) {
      getContext()
          .getLog()
          .warn("{} bytes in {} pieces are no message", bytes.length(), last.of(), e);
      tell(last.replyTo(), new NodeMessage.Refused(last.id(), node, askers.size()));
    }
  }

  private void tellState(NodeMessage.Inquire inquire) {
    BroadcastId id = inquire.id();
    ActorRef<NodeMessage> asker = inquire.replyTo();
    if (askers.replace(id, asker) != null) {
      tell(asker, new NodeMessage.Underway(id, node));
    } else if (store.isRefused(id)) {
      tell(asker, new NodeMessage.Refused(id, node, askers.size()));
    } else if (!tellPart(id, asker)) {
      tell(asker, new NodeMessage.Lacking(id, node, store.missing(id)));
    }
  }

  /** Whoever asks gives up by himself, so no question is kept. */
  private void answer(NodeMessage.Ask ask) {
    ActorRef<NodeMessage> asker = ask.replyTo();
    answers
        .answer(ask.question(), ask.arguments())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                tellInPieces(asker, new NodeMessage.Told(answer));
              } else {
                tell(asker, new NodeMessage.Failed(String.valueOf(failure.getMessage())));
              }
            });
  }

  /** Any thread may call it. */
  private void tellInPieces(ActorRef<NodeMessage> asker, NodeMessage.Told told) {
    List<NodeMessage> parts = pieces.of(BroadcastId.random(node), told, asker);
    if (parts.isEmpty()) {
      tell(asker, new NodeMessage.Failed("the answer takes " + told.answer().length() + " bytes"));
    } else if (parts.size() == 1) {
      tell(asker, told);
    } else {
      ActorRef<NodeMessage> gateway = pieces.gatewayOf(asker);
      parts.forEach(part -> tell(gateway, part));
    }
  }

  private void deliver(NodeMessage.Deliver deliver) {
    BroadcastId id = deliver.id();
    boolean underWay = askers.replace(id, deliver.replyTo()) != null;
    if (!underWay && !tellPart(id, deliver.replyTo())) {
      Broadcaster.Broadcast broadcast =
          new Broadcaster.Broadcast(
              id,
              deliver.target(),
              EncodedFrame.of(deliver.message()),
              deliver.options(),
              carriedOut);
      askers.put(id, deliver.replyTo());
      broadcaster.tell(broadcast);
    }
  }

  /** False if nothing is known of the broadcast. */
  private boolean tellPart(BroadcastId id, ActorRef<NodeMessage> asker) {
    return receipts
        .part(id)
        .map(
            part -> {
              tell(asker, new NodeMessage.Delivered(id, part));
              return true;
            })
        .orElse(false);
  }
}
