package io.carillon.engine.registry;

import io.carillon.engine.label.TagPattern;
import io.carillon.engine.message.Tagged;
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
 * The supervisors of the tags in use, by name, and which tags each connection holds.
 *
 * <p>Its size follows the connections, which hold a bounded number of tags each. Owned by the
 * registry.
 */
final class TagIndex {
  private final NavigableMap<String, Supervised<TagSupervisor.Command>> tags = new TreeMap<>();
  private final Map<Member, Set<String>> tagsOf = new HashMap<>();
  private final Membership tagged;
  private final Function<String, Supervised<TagSupervisor.Command>> supervise;
  private final ActorRef<Done> nobody;

  /**
   * An empty index.
   *
   * @param supervise starts the supervisor of a tag
   * @param nobody takes answers that are not wanted
   */
  TagIndex(
      int lanes,
      Function<String, Supervised<TagSupervisor.Command>> supervise,
      ActorRef<Done> nobody) {
    this.tagged = new Membership(lanes);
    this.supervise = supervise;
    this.nobody = nobody;
  }

  void join(Member member, String tag, ActorRef<Tagged> replyTo) {
    Supervised<TagSupervisor.Command> holders = tags.computeIfAbsent(tag, supervise);
    holders.joins++;
    tagsOf.computeIfAbsent(member, each -> new HashSet<>()).add(tag);
    tagged.add(member);
    holders.actor.tell(new TagSupervisor.Join(member, replyTo));
  }

  void leave(Member member, String tag, ActorRef<Done> replyTo) {
    Set<String> held = tagsOf.get(member);
    Supervised<TagSupervisor.Command> holders = tags.get(tag);
    if (held == null || !held.remove(tag) || holders == null) {
      replyTo.tell(Done.getInstance());
      return;
    }
    if (held.isEmpty()) {
      tagsOf.remove(member);
      tagged.remove(member);
    }
    holders.actor.tell(new TagSupervisor.Leave(member, replyTo));
  }

  /**
   * The connection is gone: it holds no tag any more. A tag may have ended already, since the news
   * that an actor is gone reaches the supervisors and the registry in any order.
   */
  void leaveAll(Member member) {
    tagged.remove(member);
    for (String tag : Objects.requireNonNullElse(tagsOf.remove(member), Set.<String>of())) {
      find(tag).ifPresent(holders -> holders.tell(new TagSupervisor.Leave(member, nobody)));
    }
  }

  /** Tags in use. */
  List<String> names() {
    return List.copyOf(tags.keySet());
  }

  Optional<ActorRef<TagSupervisor.Command>> find(String tag) {
    return Optional.ofNullable(tags.get(tag)).map(each -> each.actor);
  }

  /** Who holds a tag; empty if nobody does. */
  List<Source> source(String tag) {
    return find(tag).map(TagIndex::source).stream().toList();
  }

  /**
   * Who holds tags that match, by tag. A pattern that begins with a wildcard is compared with every
   * tag in use, any other only with those that begin as it does.
   */
  List<Source> sources(TagPattern pattern) {
    if (pattern.isLiteral()) {
      return source(pattern.prefix());
    }
    if (pattern.matchesAll()) {
      Members all = tagged.snapshot();
      return List.of((number, to) -> to.tell(new Found(number, all)));
    }
    return tags.tailMap(pattern.prefix()).entrySet().stream()
        .takeWhile(each -> each.getKey().startsWith(pattern.prefix()))
        .filter(each -> pattern.matches(each.getKey()))
        .map(each -> source(each.getValue().actor))
        .toList();
  }

  /** Forgets a tag that ran empty after this many joins, unless somebody joined meanwhile. */
  void idle(String tag, int joins) {
    Supervised<TagSupervisor.Command> holders = tags.get(tag);
    if (holders != null && holders.joins == joins) {
      tags.remove(tag);
      holders.actor.tell(TagSupervisor.Stop.INSTANCE);
    }
  }

  private static Source source(ActorRef<TagSupervisor.Command> holders) {
    return (number, to) -> holders.tell(new TagSupervisor.Resolve(number, to));
  }
}
