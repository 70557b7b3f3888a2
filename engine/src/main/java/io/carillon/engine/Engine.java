package io.carillon.engine;

import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.application.Peer;
import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.connection.Listener;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.Listeners;
import io.carillon.engine.connection.Patience;
import io.carillon.engine.connection.Route;
import io.carillon.engine.connection.Shared;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.information.GlobalStore;
import io.carillon.engine.information.GlobalValues;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import io.carillon.engine.message.Totals;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Pieces;
import io.carillon.engine.node.Traffic;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.registry.Waves;
import io.carillon.engine.replication.ReplicatedValues;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * The messaging engine of one node: listens for WebSockets, broadcasts to them and counts what
 * arrived.
 *
 * <p>Thread-safe; nothing here blocks. Runs on the actor system it was started on and ends with it.
 * Answers that only look something up come within five seconds or fail. Answers complete on the
 * actor system's dispatcher: what depends on them must not block there.
 *
 * <p>What is said to one connection, or asked of it, fails with {@link NodesMissingException} if no
 * node has it while a node of the cluster cannot be asked.
 */
public final class Engine {
  /** Shorter than what whoever asks waits for. */
  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(2);

  private static final String SEARCH_DISPATCHER = "carillon-search-dispatcher";

  private final ActorSystem<?> system;
  private final ActorRef<Registry.Command> registry;
  private final Broadcasts broadcasts;
  private final Questions questions;
  private final Directory directory;
  private final Memberships memberships;
  private final Sessions sessions;
  private final Information information;
  private final Pings pings;
  private final Recordings recordings;
  private final Ghosts ghosts;
  private final Globals globals;
  private final Listeners listeners;
  private volatile BiConsumer<Target, Message> onBroadcast = (target, message) -> {};

  private Engine(
      ActorSystem<?> system,
      ActorRef<Registry.Command> registry,
      Broadcasts broadcasts,
      Questions questions,
      Directory directory,
      Globals globals,
      Listeners listeners) {
    this.system = system;
    this.registry = registry;
    this.questions = questions;
    this.directory = directory;
    this.memberships = new Memberships(questions, directory);
    this.sessions = new Sessions(questions);
    this.information =
        new Information(
            questions,
            system.dispatchers().lookup(DispatcherSelector.fromConfig(SEARCH_DISPATCHER)));
    this.broadcasts = broadcasts;
    this.pings = new Pings(questions);
    this.recordings = new Recordings(questions);
    this.ghosts = new Ghosts(questions);
    this.globals = globals;
    this.listeners = listeners;
  }

  /**
   * Starts the engine's actors on a system that was made with the engine's reference configuration.
   */
  public static Engine start(ActorSystem<?> system, EngineSettings settings) {
    return start(system, settings, List.of());
  }

  /**
   * Starts the engine's actors on a system that was made with the engine's reference configuration.
   *
   * @param observers who is told of every connection. If any of them wants to know before one
   *     closes, a {@linkplain #kill killed} connection is found and counted until all have been
   *     told
   */
  public static Engine start(
      ActorSystem<?> system, EngineSettings settings, List<Lifecycle> observers) {
    Lifecycles lifecycles = new Lifecycles(observers);
    int node = Broadcasts.numberOf(system);
    Lanes lanes = startLanes(system, settings);
    ActorRef<Registry.Command> registry =
        system.systemActorOf(
            Supervision.resuming(
                Registry.create(node, lanes.count(), settings.state(), lifecycles)),
            "carillon-registry",
            Props.empty());
    Peers peers =
        new Peers(system, node, PEER_TIMEOUT, new Pieces(system, Broadcasts.GATEWAY_PATH));
    Answers answers = new Answers();
    Questions questions = new Questions(system, registry, peers, answers);
    Broadcasts broadcasts = Broadcasts.start(system, settings, registry, lanes, peers, answers);
    Listeners listeners =
        new Listeners(
            system, new Shared(registry, lanes, patience(settings), outbox(settings), lifecycles));
    Globals globals = new Globals(globalStore(system, settings.global(), peers));
    Directory directory = new Directory(questions, peers);
    return new Engine(system, registry, broadcasts, questions, directory, globals, listeners);
  }

  /**
   * Binds a port.
   *
   * @param applications what runs behind each route; called once for each, and for the default one
   *     where unknown routes are accepted, before the port is bound
   * @param http what connections that are no WebSocket upgrade pass through, the bytes already read
   *     first; asked for once for each, with the address of its peer
   * @return the bound port; fails if it cannot be bound
   * @throws IllegalArgumentException if a route's pattern is malformed, or two match the same paths
   */
  public CompletionStage<Listener> listen(
      ListenerSettings settings,
      Function<Route, Application> applications,
      Function<InetSocketAddress, Flow<ByteString, ByteString, NotUsed>> http) {
    return listeners.bind(settings, applications, http);
  }

  /**
   * Sends a message to every connection of the target and answers how far it got; {@linkplain
   * #onBroadcast who observes} is told first.
   *
   * @return the receipt, at the latest when the timeout passes; fails with {@link
   *     EngineBusyException} if nothing was sent
   * @throws IllegalArgumentException for {@link Level#PROCESSED}: no protocol has application acks
   */
  public CompletionStage<Receipt> broadcast(
      Target target, Message message, BroadcastOptions options) {
    if (options.level() == Level.PROCESSED) {
      throw new IllegalArgumentException("level must be accepted, written or received");
    }
    onBroadcast.accept(target, message);
    return broadcasts.broadcast(target, message, options);
  }

  /**
   * Sends a message that another system broadcasts to the connections of all nodes, as {@link
   * #broadcast} does, but nobody is told.
   */
  public CompletionStage<Receipt> relay(Target target, Message message, BroadcastOptions options) {
    return broadcasts.broadcast(target, message, options);
  }

  /**
   * Sends a message that another system broadcasts, and that every node gets from there by itself:
   * as {@link #relay}, but to the connections of this node alone.
   */
  public CompletionStage<Receipt> relayHere(
      Target target, Message message, BroadcastOptions options) {
    return broadcasts.here(target, message, options);
  }

  /**
   * Has somebody told of every broadcast that begins here, on the thread that begins it and in
   * place of whoever was told before; he must neither block nor throw.
   */
  public void onBroadcast(BiConsumer<Target, Message> observer) {
    onBroadcast = observer;
  }

  /**
   * The receipt of a recent broadcast as it stands now, on whichever node it was asked for; empty
   * if it is unknown or forgotten. A node whose part is not to be had is named as missing.
   */
  public CompletionStage<Optional<Receipt>> receipt(BroadcastId id) {
    return broadcasts.receipt(id);
  }

  /** What the nodes of the cluster have said to each other; nothing outside of one. */
  public Traffic traffic() {
    return questions.traffic();
  }

  /** What became of all broadcasts since the start. */
  public Totals totals() {
    return broadcasts.totals();
  }

  /** The open connections, or those on one route. */
  public CompletionStage<List<ConnectionId>> connections(Optional<String> route) {
    return connections(new Target(Target.Everyone.INSTANCE, route, Set.of()));
  }

  /** The open connections that a broadcast to the target would be sent to now. */
  public CompletionStage<List<ConnectionId>> connections(Target target) {
    return directory.connections(target).thenApply(Gathered::concat);
  }

  /** The same, with what lists tell about each. */
  public CompletionStage<List<ConnectionSummary>> summaries(Target target) {
    return directory.summaries(target).thenApply(Gathered::concat);
  }

  public CompletionStage<Integer> connectionCount(Optional<String> route) {
    return directory.count(route).thenApply(Gathered::sum);
  }

  /** How many connections this node has, whatever others have. */
  public CompletionStage<Integer> connectionCountHere() {
    return directory.countHere();
  }

  /** How many connections a broadcast to the target would be sent to now. */
  public CompletionStage<Integer> connectionCount(Target target) {
    return directory.count(target).thenApply(Gathered::sum);
  }

  /** Routes with at least one connection. */
  public CompletionStage<List<String>> routes() {
    return directory.routes().thenApply(Gathered::union);
  }

  /** Tags that at least one connection holds. */
  public CompletionStage<List<String>> tags() {
    return memberships.names(Label.Kind.TAG);
  }

  public CompletionStage<List<ConnectionId>> connectionsByTag(String tag) {
    return connections(Target.tag(tag));
  }

  /** The open connections whose tags make an expression true. */
  public CompletionStage<List<ConnectionId>> connectionsByExpression(TagExpression expression) {
    return connections(Target.of(new Target.Matching(expression)));
  }

  public CompletionStage<Integer> tagCount(String tag) {
    return memberships.count(Label.tag(tag));
  }

  /** Puts a tag on a connection. */
  public CompletionStage<Labelled> tag(ConnectionId id, String tag) {
    return memberships.join(id, Label.tag(tag));
  }

  /** Takes a tag off a connection; one that does not hold it, or does not exist, is left alone. */
  public CompletionStage<Done> untag(ConnectionId id, String tag) {
    return memberships.leave(id, Label.tag(tag));
  }

  /**
   * Gives a connection another id, under which everything known of it is found from then on; the
   * old id is unknown. False if there is none with the current id, or one with the next, anywhere
   * in the cluster, or if a node does not say so in time. Of two renames to one id at the moment
   * when a node comes or goes, both may be done.
   */
  public CompletionStage<Boolean> rename(ConnectionId current, ConnectionId next) {
    return directory.rename(current, next);
  }

  /** Takes all tags off a connection. */
  public CompletionStage<Done> clearTags(ConnectionId id) {
    return memberships.leaveAll(id, Label.Kind.TAG);
  }

  /** The tags of a connection; none if it does not exist. */
  public CompletionStage<SortedSet<String>> tagsOf(ConnectionId id) {
    return memberships.of(id).thenApply(Labels::tags);
  }

  /** The same lists and counts node by node, saying which nodes they lack. */
  public Directory directory() {
    return directory;
  }

  /** The labels of connections: tags, groups and users. */
  public Memberships memberships() {
    return memberships;
  }

  /**
   * Gives a connection these subscriptions in place of all it had; they end with it. Whoever asks
   * bounds them.
   *
   * <p>Takes effect in the order of the calls: a broadcast to {@link Target.Subscribed} that is
   * asked for after this call finds them, whether or not the answer was waited for.
   *
   * @return false if the connection is gone
   */
  public CompletionStage<Boolean> subscribe(Peer peer, Set<Subscription> subscriptions) {
    return questions.ask(replyTo -> new Registry.Subscribe(peer::id, subscriptions, replyTo));
  }

  /** What an application has stored with connections. */
  public Information information() {
    return information;
  }

  /** The round trips to those connections of which somebody wants to know. */
  public Pings pings() {
    return pings;
  }

  /** What was written to those connections of which somebody wants to know. */
  public Recordings recordings() {
    return recordings;
  }

  /** Connections that outlive their sockets. */
  public Ghosts ghosts() {
    return ghosts;
  }

  /** What an application keeps for itself, on all nodes. */
  public Globals globals() {
    return globals;
  }

  /** The JSON object that an application keeps with each connection. */
  public Sessions sessions() {
    return sessions;
  }

  /** What is known about a connection; empty if it does not exist. */
  public CompletionStage<Optional<ConnectionDescription>> describe(ConnectionId id) {
    return questions.command(id, Commands.DESCRIBE);
  }

  /**
   * Begins to close a connection with a closing handshake; false if it does not exist.
   *
   * @throws IllegalArgumentException if the code must not be sent (RFC 6455 §7.4)
   */
  public CompletionStage<Boolean> close(ConnectionId id, int code, String reason) {
    if (!CloseCode.isSendable(code)) {
      throw new IllegalArgumentException(
          "close code must be 1000-1003, 1007-1014 or 3000-4999, was " + code);
    }
    return questions.command(id, Commands.CLOSE, new Commands.Closing(code, reason));
  }

  /**
   * Drops a connection without a close frame, ghost or not; false if it does not exist, or was
   * dropped before. Nothing sent later counts it; no later question finds it, but where somebody is
   * to be told before it closes.
   */
  public CompletionStage<Boolean> kill(ConnectionId id) {
    return directory.kill(id);
  }

  /**
   * Stops accepting, lets nobody in any more and closes every connection with 1001; what waits in
   * outboxes is sent first.
   *
   * @return when the last connection is gone and who observes has been told so; fails if that takes
   *     longer than {@code within}
   */
  public CompletionStage<Done> drain(Duration within) {
    return drain(Waves.NONE, within);
  }

  /**
   * As {@link #drain(Duration)}, but closes with 1012, wave by wave, and asks each client for a
   * pause of its own before it comes back; broadcasts go on to whoever is still there. A {@code
   * drain} meanwhile closes the rest at once.
   *
   * @param within time for those who are still there after the last wave
   */
  public CompletionStage<Done> drain(Waves waves, Duration within) {
    listeners.unbindAll();
    return waves.isAtOnce()
        ? askToDrain(waves, within)
        : longest(waves).thenCompose(longest -> askToDrain(waves, longest.plus(within)));
  }

  private CompletionStage<Done> askToDrain(Waves waves, Duration within) {
    return AskPattern.ask(
        registry, replyTo -> new Registry.Drain(waves, replyTo), within, system.scheduler());
  }

  /** Longest time that waves would take for the connections that this node has now. */
  public CompletionStage<Duration> longest(Waves waves) {
    return questions
        .<Integer>ask(replyTo -> new Registry.Count(Optional.empty(), replyTo))
        .thenApply(waves::longest);
  }

  private static GlobalStore globalStore(
      ActorSystem<?> system, GlobalSettings settings, Peers peers) {
    return Broadcasts.isClustered(system)
        ? ReplicatedValues.start(system, settings, peers)
        : GlobalStore.of(new GlobalValues(settings, Ticker.systemTicker()));
  }

  private static Lanes startLanes(ActorSystem<?> system, EngineSettings settings) {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    int count = settings.lanes() > 0 ? settings.lanes() : half;
    Props thread = DispatcherSelector.fromConfig("carillon-lane-dispatcher");
    return Lanes.start(
        count,
        patience(settings).tick(),
        (number, lane) ->
            system.systemActorOf(Supervision.resuming(lane), "carillon-lane-" + number, thread));
  }

  private static Patience patience(EngineSettings settings) {
    return new Patience(
        settings.pingAfter(),
        settings.pongTimeout(),
        settings.slowAfter(),
        settings.closeTimeout());
  }

  private static OutboxSettings outbox(EngineSettings settings) {
    return new OutboxSettings(
        settings.outboxFrames(),
        settings.outboxBytes(),
        OverflowPolicy.DROP_NEWEST,
        settings.stallAfter(),
        settings.pongStallAfter());
  }
}
