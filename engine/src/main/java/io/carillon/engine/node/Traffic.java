package io.carillon.engine.node;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What this node and the others of its cluster have said to each other since the start, by the
 * address of the other, which outlives a restart. Thread-safe.
 *
 * <p>Of at most {@link #MOST_PEERS} addresses; what is said to further ones, or by nobody knows
 * whom, is summed under {@link #OTHERS}.
 */
public final class Traffic {
  /** Far more than a cluster has; addresses of nodes that are gone are among them. */
  static final int MOST_PEERS = 1000;

  public static final String OTHERS = "other";

  /** What is counted for each peer. */
  public enum Count {
    MESSAGES_OUT,
    /** Of payloads, arguments and answers. */
    BYTES_OUT,
    MESSAGES_IN,
    BYTES_IN,
    /** Questions what it has of a broadcast that it has not answered. */
    RETRIES,
    /** Broadcasts that it refused, or that were kept from it because it has not answered. */
    REFUSED,
    /** Broadcasts and questions that it had not answered in time, or that were lost for good. */
    UNANSWERED,
    /** Parts of broadcasts that came after the answer was given. */
    LATE,
    /** Messages that nobody had asked for. */
    UNKNOWN
  }

  /** The counts of one peer. */
  private static final class Peer {
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    Peer() {
      for (Count count : Count.values()) {
        counts.put(count, new LongAdder());
      }
    }

    void add(Count count, long more) {
      counts.get(count).add(more);
    }
  }

  private final int self;
  private final Map<String, Peer> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Roster roster = Roster.EMPTY;
  private volatile Map<Integer, Peer> byNumber = Map.of();
  private volatile Map<Integer, String> addresses = Map.of();
  private volatile Map<String, Standing> standings = Map.of();
  private volatile BiConsumer<String, Duration> lagObserver = (peer, lag) -> {};
  private volatile int partials;
  private volatile long partialBytes;

  /**
   * Nothing yet.
   *
   * @param self the number of this node: what it says to itself is not counted
   */
  public Traffic(int self) {
    this.self = self;
  }

  /** Counts a message of which nobody knows who sent it. */
  public void unknown() {
    peer(OTHERS).add(Count.UNKNOWN, 1);
  }

  /** The addresses that anything has been counted for. */
  public Set<String> peers() {
    return Collections.unmodifiableSet(byAddress.keySet());
  }

  /** A count of one peer; 0 if it is unknown. */
  public long count(String peer, Count count) {
    Peer known = byAddress.get(peer);
    return known == null ? 0 : known.counts.get(count).sum();
  }

  /** Nodes that can be reached, this one included; 0 outside of a cluster. */
  public int present() {
    return roster.present().size();
  }

  /** Nodes that belong to the cluster and cannot be reached. */
  public int lost() {
    return roster.lost().size();
  }

  /** Questions to other nodes that wait for an answer. */
  public int questions() {
    return questions.get();
  }

  /** Large messages of other nodes that have begun to arrive here. */
  public int partials() {
    return partials;
  }

  /** Bytes set aside for them. */
  public long partialBytes() {
    return partialBytes;
  }

  /** The addresses of the others that belong to the cluster, within reach or not. */
  public Set<String> members() {
    return Set.copyOf(addresses.values());
  }

  /** How it stands with each of the others that can be reached, by address. */
  public Map<String, Standing> standings() {
    return standings;
  }

  /**
   * Has an observer told, about every second and of each other node, how long that took to answer
   * what it answers at once; on the thread of whoever heard the answer, so it must not block. The
   * one before is not told any more.
   */
  public void onLag(BiConsumer<String, Duration> observer) {
    lagObserver = observer;
  }

  /** Tells how long a node took. */
  public void lag(int node, Duration lag) {
    lagObserver.accept(addresses.getOrDefault(node, OTHERS), lag);
  }

  /** Takes notice of how it stands with the other nodes, by number. */
  public void stand(Map<Integer, Standing> byNode) {
    Map<String, Standing> next = new HashMap<>();
    byNode.forEach((node, standing) -> next.put(addresses.getOrDefault(node, OTHERS), standing));
    standings = Map.copyOf(next);
  }

  /** Takes notice of what has begun to arrive. */
  public void hold(int messages, long bytes) {
    partials = messages;
    partialBytes = bytes;
  }

  /** Counts something of a node. */
  public void add(int node, Count count) {
    if (node != self) {
      peer(node).add(count, 1);
    }
  }

  /** Counts a message to a node. */
  public void sent(int node, NodeMessage message) {
    if (node != self) {
      said(peer(node), message, Count.MESSAGES_OUT, Count.BYTES_OUT);
    }
  }

  /** Counts a message of a node. */
  public void heard(int node, NodeMessage message) {
    if (node != self) {
      said(peer(node), message, Count.MESSAGES_IN, Count.BYTES_IN);
    }
  }

  /** Counts a message to an actor of another node. */
  public void sent(ActorRef<?> to, NodeMessage message) {
    if (!to.path().address().hasLocalScope()) {
      said(peer(address(to)), message, Count.MESSAGES_OUT, Count.BYTES_OUT);
    }
  }

  /** Counts a message that one of another node's actors is to be answered to. */
  public void heard(ActorRef<?> from, NodeMessage message) {
    if (!from.path().address().hasLocalScope()) {
      said(peer(address(from)), message, Count.MESSAGES_IN, Count.BYTES_IN);
    }
  }

  /** Takes notice of who is there. */
  void change(Roster next) {
    Map<Integer, Peer> peers = new HashMap<>();
    next.present()
        .forEach(
            (number, node) -> {
              if (number != self) {
                peers.put(number, peer(address(node.gateway())));
              }
            });
    Map<Integer, String> others = new HashMap<>();
    others(next.present().values(), others);
    others(next.lost().values(), others);
    roster = next;
    byNumber = Map.copyOf(peers);
    addresses = Map.copyOf(others);
  }

  private void others(Collection<Node> nodes, Map<Integer, String> addressesOfOthers) {
    nodes.stream()
        .filter(node -> node.number() != self)
        .forEach(node -> addressesOfOthers.put(node.number(), address(node.gateway())));
  }

  /** False if there are as many as there may be; what is begun must be {@link #end}ed. */
  boolean begin(int most) {
    if (questions.incrementAndGet() > most) {
      questions.decrementAndGet();
      return false;
    }
    return true;
  }

  void end() {
    questions.decrementAndGet();
  }

  private Peer peer(String address) {
    Peer known = byAddress.get(address);
    if (known != null) {
      return known;
    }
    String key = byAddress.size() < MOST_PEERS ? address : OTHERS;
    return byAddress.computeIfAbsent(key, each -> new Peer());
  }

  private Peer peer(int node) {
    Peer known = byNumber.get(node);
    return known == null ? peer(OTHERS) : known;
  }

  private static void said(Peer peer, NodeMessage message, Count messages, Count bytes) {
    peer.add(messages, 1);
    peer.add(bytes, message.payloadBytes());
  }

  private static String address(ActorRef<?> actor) {
    Address address = actor.path().address();
    return address.hasLocalScope() ? OTHERS : address.hostPort();
  }
}
