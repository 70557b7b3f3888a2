package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.websocket.EncodedFrame;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The one whom other nodes speak to: has their broadcasts carried out here and tells them this
 * node's part.
 *
 * <p>A broadcast that is asked for twice is carried out once: its id is known for as long as its
 * receipt is kept. Holds as many unanswered ones as the broadcaster, which refuses more.
 */
public final class NodeGateway extends AbstractBehavior<NodeGateway.Command> {

  /** What the gateway hears. */
  sealed interface Command {}

  private record Asked(NodeMessage message) implements Command {}

  private record Answered(Broadcaster.Answer answer) implements Command {}

  /** The gateway of a node. */
  public static Behavior<NodeMessage> create(
      int node, ActorRef<Broadcaster.Command> broadcaster, Receipts receipts, Answers answers) {
    Behavior<Command> gateway =
        Behaviors.setup(context -> new NodeGateway(context, node, broadcaster, receipts, answers));
    return Behaviors.transformMessages(
        NodeMessage.class, gateway, builder -> builder.match(NodeMessage.class, Asked::new));
  }

  private final int node;
  private final ActorRef<Broadcaster.Command> broadcaster;
  private final Receipts receipts;
  private final Answers answers;
  private final ActorRef<Broadcaster.Answer> carriedOut;
  private final Map<BroadcastId, ActorRef<NodeMessage>> askers = new HashMap<>();

  private NodeGateway(
      ActorContext<Command> context,
      int node,
      ActorRef<Broadcaster.Command> broadcaster,
      Receipts receipts,
      Answers answers) {
    super(context);
    this.node = node;
    this.broadcaster = broadcaster;
    this.receipts = receipts;
    this.answers = answers;
    this.carriedOut = context.messageAdapter(Broadcaster.Answer.class, Answered::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Answered.class, this::onAnswered)
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    if (asked.message instanceof NodeMessage.Deliver deliver) {
      deliver(deliver);
    } else if (asked.message instanceof NodeMessage.Ask ask) {
      answer(ask);
    } else {
      getContext().getLog().warn("nobody asked for {}", asked.message);
    }
    return this;
  }

  private Behavior<Command> onAnswered(Answered answered) {
    BroadcastId id = answered.answer.id();
    ActorRef<NodeMessage> asker = askers.remove(id);
    if (answered.answer instanceof Broadcaster.Refused refused) {
      asker.tell(new NodeMessage.Refused(id, node, refused.inFlight()));
    } else {
      tellPart(id, asker);
    }
    return this;
  }

  /** Whoever asks gives up by himself, so no question is kept. */
  private void answer(NodeMessage.Ask ask) {
    answers
        .answer(ask.question(), ask.arguments())
        .whenComplete(
            (answer, failure) ->
                ask.replyTo()
                    .tell(
                        failure == null
                            ? new NodeMessage.Told(answer)
                            : new NodeMessage.Failed(String.valueOf(failure.getMessage()))));
  }

  private void deliver(NodeMessage.Deliver deliver) {
    BroadcastId id = deliver.id();
    boolean underWay = askers.replace(id, deliver.replyTo()) != null;
    if (!underWay && !tellPart(id, deliver.replyTo())) {
      askers.put(id, deliver.replyTo());
      broadcaster.tell(
          new Broadcaster.Broadcast(
              id,
              deliver.target(),
              EncodedFrame.of(deliver.message()),
              deliver.options(),
              carriedOut));
    }
  }

  /** False if nothing is known of the broadcast. */
  private boolean tellPart(BroadcastId id, ActorRef<NodeMessage> asker) {
    return receipts
        .part(id)
        .map(
            part -> {
              asker.tell(new NodeMessage.Delivered(id, part));
              return true;
            })
        .orElse(false);
  }
}
