package io.carillon.benchmarks.memory;

import com.typesafe.config.ConfigFactory;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.broadcast.Broadcaster;
import io.carillon.engine.broadcast.Lane;
import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.broadcast.Receipts;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.registry.StateSettings;
import io.carillon.engine.websocket.EncodedFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The engine's own actors on an actor system of their own, with connections in memory.
 *
 * <p>Thread-safe. Runs on daemon threads and ends with the JVM: JMH would count what stopping it
 * allocates into the last iteration.
 */
public final class MemoryNode {
  /** The route of the connections it begins with. */
  public static final String ROUTE = "/memory";

  private static final StateSettings STATE =
      new StateSettings(
          128, 1 << 16, 1 << 16, 1000, 1 << 20, 1000, Optional.empty(), Duration.ofSeconds(1));
  private static final int NODE = 1;
  private static final int MOST_IN_FLIGHT = 1024;
  private static final int RECEIPTS_KEPT = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "memory",
          ConfigFactory.parseString("pekko { loglevel = WARNING, daemonic = on }")
              .withFallback(ConfigFactory.load()));
  private final Lanes lanes;
  private final ActorRef<Registry.Command> registry;
  private final ActorRef<Broadcaster.Command> broadcaster;

  private MemoryNode(int lanes, UnaryOperator<Behavior<Lane.Command>> behavior, Props props) {
    this.lanes =
        Lanes.start(
            lanes,
            Duration.ofSeconds(1),
            (number, lane) -> system.systemActorOf(behavior.apply(lane), "lane-" + number, props));
    registry =
        system.systemActorOf(
            Registry.create(NODE, lanes, STATE, Lifecycles.NONE), "registry", Props.empty());
    Receipts receipts = new Receipts(NODE, RECEIPTS_KEPT, PATIENCE);
    broadcaster =
        system.systemActorOf(
            Broadcaster.create(MOST_IN_FLIGHT, registry, this.lanes, receipts),
            "broadcaster",
            Props.empty());
  }

  /** A node with the engine's lanes, each on a thread of its own. */
  public static MemoryNode start(int lanes) {
    Props own = DispatcherSelector.fromConfig("carillon-lane-dispatcher");
    return new MemoryNode(lanes, lane -> lane, own);
  }

  /** A node with lanes that do what they are told here. */
  public static MemoryNode start(int lanes, Behavior<Lane.Command> lane) {
    return new MemoryNode(lanes, ours -> lane, Props.empty());
  }

  /** Opens this many connections on {@link #ROUTE} and waits until broadcasts reach them. */
  public MemoryNode connect(int connections) {
    List<CompletableFuture<Member>> members = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      members.add(join());
    }
    members.forEach(CompletableFuture::join);
    return this;
  }

  /** Lets one more connection in; completes when broadcasts reach it. */
  public CompletableFuture<Member> join() {
    CompletableFuture<Member> opened = new CompletableFuture<>();
    registry.tell(
        new Registry.Register(new MemoryConnection(ROUTE, new MemoryChannel(), opened::complete)));
    return opened;
  }

  /** Drops a connection; true once no broadcast reaches it. */
  public CompletableFuture<Boolean> leave(Member member) {
    return ask(registry, replyTo -> new Registry.Kill(member.id(), replyTo));
  }

  /** Who is on {@link #ROUTE} now. */
  public Members members() {
    CompletableFuture<Found> found =
        ask(
            registry,
            replyTo ->
                new Registry.Resolve(0, Target.Everyone.INSTANCE, Optional.of(ROUTE), replyTo));
    return found.join().members();
  }

  /** Puts a tag on a connection; completes once broadcasts to the tag reach it. */
  public CompletableFuture<Labelled> tag(Member member, String tag) {
    return ask(
        registry, replyTo -> new Registry.JoinLabel(Label.tag(tag), member.profile(), replyTo));
  }

  /** Whose tags make an expression true. */
  public Members matching(String expression) {
    CompletableFuture<Found> found =
        ask(
            registry,
            replyTo ->
                new Registry.Resolve(
                    0,
                    new Target.Matching(TagExpression.of(expression)),
                    Optional.empty(),
                    replyTo));
    return found.join().members();
  }

  /** Sends to {@link #ROUTE}. */
  public CompletableFuture<Receipt> broadcast(Message message) {
    CompletableFuture<Broadcaster.Answer> answer =
        ask(
            broadcaster,
            replyTo ->
                new Broadcaster.Broadcast(
                    BroadcastId.random(NODE),
                    Target.route(ROUTE),
                    EncodedFrame.of(message),
                    BroadcastOptions.DEFAULT.withTimeout(PATIENCE),
                    replyTo));
    return answer.thenApply(each -> ((Broadcaster.Answered) each).receipt());
  }

  public Lanes lanes() {
    return lanes;
  }

  private <C, A> CompletableFuture<A> ask(ActorRef<C> actor, Function<ActorRef<A>, C> question) {
    return AskPattern.<C, A>ask(actor, question::apply, PATIENCE, system.scheduler())
        .toCompletableFuture();
  }
}
