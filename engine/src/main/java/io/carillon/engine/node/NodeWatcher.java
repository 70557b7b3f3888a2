package io.carillon.engine.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Watches who joins, leaves, gets lost and comes back, and tells of every change.
 *
 * <p>A node that is not in the cluster itself, not yet or not any more, has lost somebody, whoever
 * that is: before, itself, for nobody knows what the others do; after, all others.
 *
 * <p>A node is known by its address and the number of its incarnation: one that was started again
 * at the same address is another node.
 */
public final class NodeWatcher extends AbstractBehavior<NodeWatcher.Command> {

  /** What the watcher hears. */
  sealed interface Command {}

  private record Changed(ClusterEvent.ClusterDomainEvent event) implements Command {}

  /**
   * The watcher of a node that belongs to a cluster, or will.
   *
   * @param gateway the path of every node's gateway in its actor system, as in {@code
   *     /system/gateway}
   * @param changes told of each new roster, on the watcher's thread; must not block
   */
  public static Behavior<Void> create(String gateway, Consumer<Roster> changes) {
    return Behaviors.<Command>setup(
            context -> {
              ActorRef<ClusterEvent.ClusterDomainEvent> events =
                  context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, Changed::new);
              Cluster.get(context.getSystem())
                  .subscriptions()
                  .tell(Subscribe.create(events, ClusterEvent.ClusterDomainEvent.class));
              UniqueAddress self = Cluster.get(context.getSystem()).selfMember().uniqueAddress();
              return new NodeWatcher(
                  context, self, gatewayOf(context.getSystem(), gateway), changes);
            })
        .unsafeCast();
  }

  /** What holds until the watcher has told anything: this node has lost itself. */
  public static Roster before(ActorSystem<?> system, String gateway) {
    UniqueAddress self = Cluster.get(system).selfMember().uniqueAddress();
    return new Roster(Map.of(), Map.of(number(self), node(self, gatewayOf(system, gateway))));
  }

  /** The number of this node, if it belongs to a cluster. */
  public static int number(ActorSystem<?> system) {
    return number(Cluster.get(system).selfMember().uniqueAddress());
  }

  private final UniqueAddress self;
  private final Function<UniqueAddress, ActorRef<NodeMessage>> gateways;
  private final Consumer<Roster> changes;
  private final Map<UniqueAddress, Node> members = new HashMap<>();
  private final Set<UniqueAddress> unreachable = new HashSet<>();
  private boolean ended;

  private NodeWatcher(
      ActorContext<Command> context,
      UniqueAddress self,
      Function<UniqueAddress, ActorRef<NodeMessage>> gateways,
      Consumer<Roster> changes) {
    super(context);
    this.self = self;
    this.gateways = gateways;
    this.changes = changes;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Changed.class, this::onChanged).build();
  }

  private Behavior<Command> onChanged(Changed changed) {
    if (ended) {
      return this;
    }
    if (changed.event instanceof ClusterEvent.MemberEvent event) {
      change(event.member());
    } else if (changed.event instanceof ClusterEvent.UnreachableMember event) {
      unreachable.add(event.member().uniqueAddress());
    } else if (changed.event instanceof ClusterEvent.ReachableMember event) {
      unreachable.remove(event.member().uniqueAddress());
    } else if (changed.event instanceof ClusterEvent.ClusterShuttingDown$) {
      loseTheOthers();
    } else {
      return this;
    }
    changes.accept(roster());
    return this;
  }

  /** One that is exiting has no connections left, and ends before it is removed. */
  private void change(Member member) {
    UniqueAddress address = member.uniqueAddress();
    if (member.status().equals(MemberStatus.exiting())) {
      members.remove(address);
    } else if (member.status().equals(MemberStatus.removed())) {
      members.remove(address);
      unreachable.remove(address);
    } else if (isIn(member)) {
      members.computeIfAbsent(address, joined -> node(joined, gateways));
    }
  }

  /**
   * One that waits for others and ends without them leaves, or is down, straight from joining. It
   * itself has never been in then; from all others a part is expected that may not come.
   */
  private boolean isIn(Member member) {
    MemberStatus status = member.status();
    return status.equals(MemberStatus.up())
        || status.equals(MemberStatus.weaklyUp())
        || (!status.equals(MemberStatus.joining()) && !member.uniqueAddress().equals(self));
  }

  /**
   * This node is in the cluster no more, and is told of the removal of all members, one by one.
   * They may well be there without it, so nothing that is counted from now on is complete.
   */
  private void loseTheOthers() {
    ended = true;
    unreachable.addAll(members.keySet());
    unreachable.remove(self);
  }

  private Roster roster() {
    Map<Integer, Node> present = new HashMap<>();
    Map<Integer, Node> lost = new HashMap<>();
    members.forEach(
        (address, node) -> {
          Map<Integer, Node> side = unreachable.contains(address) ? lost : present;
          side.put(node.number(), node);
        });
    if (!members.containsKey(self)) {
      lost.put(number(self), node(self, gateways));
    }
    return new Roster(present, lost);
  }

  /** The half of a random number: two nodes of a hundred share it once in a million clusters. */
  private static int number(UniqueAddress address) {
    return (int) address.longUid();
  }

  private static Node node(
      UniqueAddress address, Function<UniqueAddress, ActorRef<NodeMessage>> gateways) {
    return new Node(number(address), hostAndPort(address), gateways.apply(address));
  }

  private static Optional<String> hostAndPort(UniqueAddress member) {
    Address address = member.address();
    return address.getHost().map(host -> host + ":" + address.getPort().orElseThrow());
  }

  private static Function<UniqueAddress, ActorRef<NodeMessage>> gatewayOf(
      ActorSystem<?> system, String path) {
    ActorRefResolver refs = ActorRefResolver.get(system);
    return address -> refs.resolveActorRef(address.address() + path);
  }
}
