package io.carillon.http.gateway;

import io.carillon.engine.Directory;
import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who is there, as GatewayWorker tells it: by user, by group, as numbers and as lists.
 *
 * <p>Thread-safe; nothing here blocks. Each answer shows one moment, but several groups or users
 * asked about by name are asked about one by one. A count by group or user costs nothing that
 * grows; a list grows with what it lists, and lists of all groups or users look at everybody.
 */
public final class GatewayLists {
  private final Directory directory;
  private final Target everybody;
  private final Consumer<Set<String>> missing;

  /**
   * Asks this engine.
   *
   * @param everybody who is looked at where no client, group or user is named
   * @param missing told with each answer which nodes of the cluster it lacks, on any thread
   */
  public GatewayLists(Engine engine, Target everybody, Consumer<Set<String>> missing) {
    this.directory = engine.directory();
    this.everybody = everybody;
    this.missing = missing;
  }

  public CompletionStage<Boolean> isOnline(ConnectionId client) {
    return ids(Target.connection(client)).thenApply(found -> !found.isEmpty());
  }

  /** Whether at least one connection is bound to the user. */
  public CompletionStage<Boolean> isUidOnline(String uid) {
    return all(directory.count(Label.user(uid)), Gathered::sum).thenApply(count -> count > 0);
  }

  /** The same for several users, by user in their order. */
  public CompletionStage<Map<String, Boolean>> areUidsOnline(Collection<String> uids) {
    return each(uids, this::isUidOnline);
  }

  public CompletionStage<Integer> clientCount() {
    return all(directory.count(everybody), Gathered::sum);
  }

  public CompletionStage<Integer> clientCount(String group) {
    return all(directory.count(Label.group(group)), Gathered::sum);
  }

  /** How many connections are in each of these groups, by group in their order. */
  public CompletionStage<Map<String, Integer>> clientCounts(Collection<String> groups) {
    return each(groups, this::clientCount);
  }

  public CompletionStage<List<ConnectionId>> clientIds() {
    return ids(everybody);
  }

  /** Connections in at least one of these groups. */
  public CompletionStage<List<ConnectionId>> clientIdsByGroup(Collection<String> groups) {
    return ids(Target.labelled(Label.Kind.GROUP, List.copyOf(groups)));
  }

  public CompletionStage<List<ConnectionId>> clientIdsByUid(String uid) {
    return ids(Target.user(uid));
  }

  /** The connections of each of these users, by user in their order. */
  public CompletionStage<Map<String, List<ConnectionId>>> clientIdsByUids(Collection<String> uids) {
    return each(uids, this::clientIdsByUid);
  }

  /** The user a connection is bound to; empty if it is bound to none or not there. */
  public CompletionStage<Optional<String>> uidOf(ConnectionId client) {
    return summaries(Target.connection(client))
        .thenApply(found -> found.stream().findFirst().flatMap(each -> each.labels().user()));
  }

  /** Users that at least one connection is bound to, in order. */
  public CompletionStage<List<String>> uids() {
    return summaries(everybody).thenApply(all -> List.copyOf(users(all)));
  }

  /** Users of the connections in a group, each once, in order. */
  public CompletionStage<SortedSet<String>> uidsByGroup(String group) {
    return summaries(Target.group(group)).thenApply(GatewayLists::users);
  }

  /** How many users at least one connection is bound to. */
  public CompletionStage<Integer> uidCount() {
    return uids().thenApply(Collection::size);
  }

  /** How many users the connections in a group are bound to. */
  public CompletionStage<Integer> uidCount(String group) {
    return uidsByGroup(group).thenApply(Collection::size);
  }

  /** Groups with at least one connection, in order. */
  public CompletionStage<List<String>> groups() {
    return allGroups().thenApply(groups -> List.copyOf(groups.keySet()));
  }

  /** The connections of every group, by group in order. */
  public CompletionStage<Map<String, List<ConnectionId>>> clientIdsOfAllGroups() {
    return allGroups().thenApply(groups -> mapped(groups, GatewayLists::ids));
  }

  /** The users of every group, by group in order; a group without users is there and empty. */
  public CompletionStage<Map<String, SortedSet<String>>> uidsOfAllGroups() {
    return allGroups().thenApply(groups -> mapped(groups, GatewayLists::users));
  }

  /** How many connections every group has, by group in order. */
  public CompletionStage<Map<String, Integer>> clientCountsOfAllGroups() {
    return allGroups().thenApply(groups -> mapped(groups, List::size));
  }

  /** How many users every group has, by group in order; 0 for a group without users. */
  public CompletionStage<Map<String, Integer>> uidCountsOfAllGroups() {
    return allGroups().thenApply(groups -> mapped(groups, each -> users(each).size()));
  }

  private CompletionStage<Map<String, List<ConnectionSummary>>> allGroups() {
    return summaries(everybody)
        .thenApply(
            all -> {
              Map<String, List<ConnectionSummary>> groups = new TreeMap<>();
              for (ConnectionSummary each : all) {
                for (String group : each.labels().groups()) {
                  groups.computeIfAbsent(group, absent -> new ArrayList<>()).add(each);
                }
              }
              return groups;
            });
  }

  private CompletionStage<List<ConnectionId>> ids(Target target) {
    return all(directory.connections(target), Gathered::concat);
  }

  private CompletionStage<List<ConnectionSummary>> summaries(Target target) {
    return all(directory.summaries(target), Gathered::concat);
  }

  private <A, B> CompletionStage<B> all(
      CompletionStage<Gathered<A>> asked, Function<Gathered<A>, B> together) {
    return asked.thenApply(
        gathered -> {
          missing.accept(gathered.missing());
          return together.apply(gathered);
        });
  }

  /** Asks about each name; the answers by name, in the order of the names. */
  private static <T> CompletionStage<Map<String, T>> each(
      Collection<String> names, Function<String, CompletionStage<T>> question) {
    Map<String, CompletableFuture<T>> asked = new LinkedHashMap<>();
    for (String name : names) {
      asked.computeIfAbsent(name, each -> question.apply(each).toCompletableFuture());
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(answered -> mapped(asked, CompletableFuture::join));
  }

  private static <A, B> Map<String, B> mapped(Map<String, A> values, Function<A, B> mapping) {
    Map<String, B> mapped = new LinkedHashMap<>();
    values.forEach((name, value) -> mapped.put(name, mapping.apply(value)));
    return mapped;
  }

  private static List<ConnectionId> ids(List<ConnectionSummary> connections) {
    return connections.stream().map(ConnectionSummary::id).toList();
  }

  private static SortedSet<String> users(List<ConnectionSummary> connections) {
    return connections.stream()
        .flatMap(each -> each.labels().user().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
