package io.carillon.engine;

import io.carillon.engine.broadcast.Broadcaster;
import io.carillon.engine.broadcast.Coordinator;
import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.broadcast.NodeGateway;
import io.carillon.engine.broadcast.Receipts;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Totals;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.BroadcastLayouts;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.NodeWatcher;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Roster;
import io.carillon.engine.node.Trace;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.EncodedFrame;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Has broadcasts carried out: on this node, or on all nodes of the cluster that it belongs to.
 * Thread-safe.
 */
final class Broadcasts {
  /** Added to a broadcast's own deadline, which those who carry it out keep. */
  private static final Duration ASK_MARGIN = Duration.ofSeconds(5);

  /** For so long a node that has not heard the answer may ask again, and more often than once. */
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

  private static final String GATEWAY = "carillon-gateway";

  /** Where every node's gateway is in its actor system. */
  static final String GATEWAY_PATH = "/system/" + GATEWAY;

  private static final Question<BroadcastId, Optional<Trace>> TRACE =
      new Question<>("trace-1", BroadcastLayouts.ID, BroadcastLayouts.TRACE.optional());

  private final ActorSystem<?> system;
  private final int node;
  private final Receipts receipts;
  private final Everywhere<BroadcastId, Optional<Trace>> traces;
  private final ActorRef<Broadcaster.Command> broadcaster;
  private final Optional<ActorRef<Coordinator.Command>> coordinator;

  private Broadcasts(
      ActorSystem<?> system,
      int node,
      Receipts receipts,
      Everywhere<BroadcastId, Optional<Trace>> traces,
      ActorRef<Broadcaster.Command> broadcaster,
      Optional<ActorRef<Coordinator.Command>> coordinator) {
    this.system = system;
    this.node = node;
    this.receipts = receipts;
    this.traces = traces;
    this.broadcaster = broadcaster;
    this.coordinator = coordinator;
  }

  /** The number of a node that starts on this system. */
  static int numberOf(ActorSystem<?> system) {
    return isClustered(system) ? NodeWatcher.number(system) : new SecureRandom().nextInt();
  }

  static Broadcasts start(
      ActorSystem<?> system,
      EngineSettings settings,
      ActorRef<Registry.Command> registry,
      Lanes lanes,
      Peers peers,
      Answers answers) {
    int node = peers.self();
    int limit = settings.maxBroadcastsInFlight();
    Receipts receipts = receipts(system, node, settings);
    ActorRef<Broadcaster.Command> broadcaster =
        system.systemActorOf(
            Supervision.resuming(Broadcaster.create(limit, registry, lanes, receipts)),
            "carillon-broadcaster",
            Props.empty());
    Optional<ActorRef<Coordinator.Command>> coordinator = Optional.empty();
    if (isClustered(system)) {
      system.systemActorOf(
          Supervision.resuming(
              NodeGateway.create(
                  node, broadcaster, receipts, answers, peers.pieces(), peers.traffic())),
          GATEWAY,
          Props.empty());
      coordinator = Optional.of(startCoordinator(system, limit, peers, receipts));
    }
    return new Broadcasts(
        system, node, receipts, traces(peers, answers, receipts), broadcaster, coordinator);
  }

  CompletionStage<Receipt> broadcast(Target target, Message message, BroadcastOptions options) {
    BroadcastId id = BroadcastId.random(node);
    CompletionStage<Broadcaster.Answer> answer =
        coordinator
            .map(
                to ->
                    ask(
                        to,
                        options,
                        replyTo ->
                            new Coordinator.Broadcast(id, target, message, options, replyTo)))
            .orElseGet(() -> broadcastHere(id, target, message, options));
    return answer.thenApplyAsync(Broadcasts::receiptOrBusy, system.executionContext());
  }

  /** The same to the connections of this node alone. */
  CompletionStage<Receipt> here(Target target, Message message, BroadcastOptions options) {
    return broadcastHere(BroadcastId.random(node), target, message, options)
        .thenApplyAsync(this::keepAsWhole, system.executionContext())
        .thenApply(Broadcasts::receiptOrBusy);
  }

  /** Other nodes know nothing of it, and are not to be missed when it is looked up. */
  private Broadcaster.Answer keepAsWhole(Broadcaster.Answer answer) {
    if (answer instanceof Broadcaster.Answered answered) {
      Receipt receipt = answered.receipt();
      receipts.answered(
          receipt.id(),
          new Trace(receipt.startedAt(), receipt.level(), answered.parts(), true, List.of()));
    }
    return answer;
  }

  /** What became of this node's part in all broadcasts since the start. */
  Totals totals() {
    return receipts.totals();
  }

  /** The receipt of a recent broadcast as it stands now, of what all nodes know of it. */
  CompletionStage<Optional<Receipt>> receipt(BroadcastId id) {
    return traces
        .gather(id)
        .thenApply(
            gathered -> {
              Map<Integer, Trace> known = new HashMap<>();
              Set<Integer> others = new HashSet<>();
              gathered.missing().forEach(name -> others.add(Node.number(name)));
              gathered
                  .parts()
                  .forEach(
                      (name, trace) ->
                          trace.ifPresentOrElse(
                              each -> known.put(Node.number(name), each),
                              () -> others.add(Node.number(name))));
              return Receipts.merge(id, known, others);
            });
  }

  /** What other nodes ask again is known by its receipt, whatever their number is set to. */
  private static Receipts receipts(ActorSystem<?> system, int node, EngineSettings settings) {
    int most = settings.receiptsKept();
    Duration timeToLive = settings.receiptTimeToLive();
    if (isClustered(system)) {
      most = Math.max(most, settings.maxBroadcastsInFlight());
      timeToLive = timeToLive.compareTo(ASKED_AGAIN) < 0 ? ASKED_AGAIN : timeToLive;
    }
    return new Receipts(node, most, timeToLive);
  }

  private static Everywhere<BroadcastId, Optional<Trace>> traces(
      Peers peers, Answers answers, Receipts receipts) {
    Function<BroadcastId, CompletionStage<Optional<Trace>>> here =
        id -> CompletableFuture.completedFuture(receipts.trace(id));
    answers.on(TRACE, here);
    return new Everywhere<>(peers, TRACE, here);
  }

  private CompletionStage<Broadcaster.Answer> broadcastHere(
      BroadcastId id, Target target, Message message, BroadcastOptions options) {
    EncodedFrame frame = EncodedFrame.of(message);
    return ask(
        broadcaster,
        options,
        replyTo -> new Broadcaster.Broadcast(id, target, frame, options, replyTo));
  }

  private <C> CompletionStage<Broadcaster.Answer> ask(
      ActorRef<C> actor, BroadcastOptions options, Function<ActorRef<Broadcaster.Answer>, C> what) {
    Duration patience = options.timeout().plus(ASK_MARGIN);
    return AskPattern.ask(actor, what::apply, patience, system.scheduler());
  }

  private static ActorRef<Coordinator.Command> startCoordinator(
      ActorSystem<?> system, int limit, Peers peers, Receipts receipts) {
    ActorRef<Coordinator.Command> coordinator =
        system.systemActorOf(
            Supervision.resuming(
                Coordinator.create(peers.self(), limit, peers.pieces(), receipts, peers.traffic())),
            "carillon-coordinator",
            Props.empty());
    Consumer<Roster> changes =
        roster -> {
          peers.change(roster);
          coordinator.tell(new Coordinator.NodesChanged(roster));
        };
    changes.accept(NodeWatcher.before(system, GATEWAY_PATH));
    system.systemActorOf(
        Supervision.resuming(NodeWatcher.create(GATEWAY_PATH, changes)),
        "carillon-node-watcher",
        Props.empty());
    return coordinator;
  }

  static boolean isClustered(ActorSystem<?> system) {
    return "cluster".equals(system.settings().config().getString("pekko.actor.provider"));
  }

  private static Receipt receiptOrBusy(Broadcaster.Answer answer) {
    if (answer instanceof Broadcaster.Refused) {
      throw new EngineBusyException("too many broadcasts in flight");
    }
    return ((Broadcaster.Answered) answer).receipt();
  }
}
