package io.carillon.engine.registry;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagPattern;
import io.carillon.engine.message.Labelled;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The supervisors of the labels in use, by kind and name, and which labels each connection has.
 *
 * <p>Its size follows the connections, which have a bounded number of labels each. Owned by the
 * registry.
 */
final class LabelIndex {
  private final Map<Label.Kind, NavigableMap<String, Supervised<LabelSupervisor.Command>>> inUse =
      new EnumMap<>(Label.Kind.class);
  private final Map<Member, Set<Label>> labelsOf = new HashMap<>();
  private final Membership tagged;
  private final Function<Label, Supervised<LabelSupervisor.Command>> supervise;
  private final ActorRef<Done> nobody;

  /**
   * An empty index.
   *
   * @param supervise starts the supervisor of a label
   * @param nobody takes answers that are not wanted
   */
  LabelIndex(
      int lanes,
      Function<Label, Supervised<LabelSupervisor.Command>> supervise,
      ActorRef<Done> nobody) {
    this.tagged = new Membership(lanes);
    this.supervise = supervise;
    this.nobody = nobody;
    for (Label.Kind kind : Label.Kind.values()) {
      inUse.put(kind, new TreeMap<>());
    }
  }

  void join(Member member, Label label, ActorRef<Labelled> replyTo) {
    Supervised<LabelSupervisor.Command> holders =
        inUse.get(label.kind()).computeIfAbsent(label.name(), name -> supervise.apply(label));
    holders.joins++;
    labelsOf.computeIfAbsent(member, each -> new HashSet<>()).add(label);
    if (label.kind() == Label.Kind.TAG) {
      tagged.add(member);
    }
    holders.actor.tell(new LabelSupervisor.Join(member, replyTo));
  }

  void leave(Member member, Label label, ActorRef<Done> replyTo) {
    Optional<ActorRef<LabelSupervisor.Command>> holders = find(label);
    if (forget(member, label) && holders.isPresent()) {
      holders.get().tell(new LabelSupervisor.Leave(member, replyTo));
    } else {
      replyTo.tell(Done.getInstance());
    }
  }

  private boolean forget(Member member, Label label) {
    Set<Label> held = labelsOf.get(member);
    if (held == null || !held.remove(label)) {
      return false;
    }
    if (held.stream().noneMatch(each -> each.kind() == Label.Kind.TAG)) {
      tagged.remove(member);
    }
    if (held.isEmpty()) {
      labelsOf.remove(member);
    }
    return true;
  }

  /**
   * The connection is gone: it has no label any more. A label may have ended already, since the
   * news that an actor is gone reaches the supervisors and the registry in any order.
   */
  void leaveAll(Member member) {
    tagged.remove(member);
    for (Label label : Objects.requireNonNullElse(labelsOf.remove(member), Set.<Label>of())) {
      find(label).ifPresent(holders -> holders.tell(new LabelSupervisor.Leave(member, nobody)));
    }
  }

  /** The names of one kind in use, in order. */
  List<String> names(Label.Kind kind) {
    return List.copyOf(inUse.get(kind).keySet());
  }

  Optional<ActorRef<LabelSupervisor.Command>> find(Label label) {
    return Optional.ofNullable(inUse.get(label.kind()).get(label.name())).map(each -> each.actor);
  }

  /** Who has a label; empty if nobody does. */
  List<Source> source(Label label) {
    return find(label).map(LabelIndex::source).stream().toList();
  }

  /**
   * Who holds tags that match, by tag. A pattern that begins with a wildcard is compared with every
   * tag in use, any other only with those that begin as it does.
   */
  List<Source> sources(TagPattern pattern) {
    if (pattern.isLiteral()) {
      return source(Label.tag(pattern.prefix()));
    }
    if (pattern.matchesAll()) {
      Members all = tagged.snapshot();
      return List.of((number, to) -> to.tell(new Found(number, all)));
    }
    return inUse.get(Label.Kind.TAG).tailMap(pattern.prefix()).entrySet().stream()
        .takeWhile(each -> each.getKey().startsWith(pattern.prefix()))
        .filter(each -> pattern.matches(each.getKey()))
        .map(each -> source(each.getValue().actor))
        .toList();
  }

  /** Forgets a label that ran empty after this many joins, unless somebody joined meanwhile. */
  void idle(Label label, int joins) {
    Supervised<LabelSupervisor.Command> holders = inUse.get(label.kind()).get(label.name());
    if (holders != null && holders.joins == joins) {
      inUse.get(label.kind()).remove(label.name());
      holders.actor.tell(LabelSupervisor.Stop.INSTANCE);
    }
  }

  private static Source source(ActorRef<LabelSupervisor.Command> holders) {
    return (number, to) -> holders.tell(new LabelSupervisor.Resolve(number, to));
  }
}
