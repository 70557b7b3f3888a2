package io.carillon.engine;

import io.carillon.engine.information.Matcher;
import io.carillon.engine.message.Condition;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Stored;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Layout;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.Question;
import io.carillon.engine.registry.InformationSearch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;

/**
 * The stored information of connections: texts by key, kept as long as the connection.
 *
 * <p>Thread-safe; nothing here blocks. Bounded for each connection by {@code
 * carillon.engine.state.information-keys} and {@code information-bytes}.
 */
public final class Information {
  /** Searches that run or wait for the one thread that they share. */
  private static final int MOST_SEARCHES = 8;

  /** Longer, and whoever asked has gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Search(Condition condition, Optional<String> route) {}

  private static final Question<Search, List<ConnectionId>> SEARCH =
      new Question<>(
          "search-1",
          Layout.of(
              Layouts.CONDITION,
              Search::condition,
              Layouts.TEXT.optional(),
              Search::route,
              Search::new),
          Layouts.CONNECTIONS);

  private final Questions questions;
  private final Executor searching;
  private final Everywhere<Search, List<ConnectionId>> everywhere;
  private final AtomicInteger searches = new AtomicInteger();

  /**
   * Asks through these questions.
   *
   * @param searching where searches run
   */
  Information(Questions questions, Executor searching) {
    this.questions = questions;
    this.searching = searching;
    this.everywhere = questions.everywhere(SEARCH, this::searchHere);
  }

  /** Stores a value, which may be empty, under a key. */
  public CompletionStage<Stored> store(ConnectionId id, String key, String value) {
    return questions.command(id, Commands.STORE, new Commands.Entry(key, value));
  }

  /**
   * Takes a key away.
   *
   * @return whether anything at all was stored with the connection before, under this key or
   *     another
   */
  public CompletionStage<Boolean> forget(ConnectionId id, String key) {
    return questions.command(id, Commands.FORGET, key);
  }

  /** Takes everything away. */
  public CompletionStage<Done> clear(ConnectionId id) {
    return questions.command(id, Commands.FORGET_ALL);
  }

  /** Everything stored with a connection, by key in order; empty if it does not exist. */
  public CompletionStage<SortedMap<String, String>> of(ConnectionId id) {
    return questions.command(id, Commands.INFORMATION);
  }

  /**
   * The connections for which a condition holds. Looks at each connection of the node or route, as
   * it is at that moment, without asking any; on a thread of its own, so that a long search holds
   * nothing else up, and for two seconds at most.
   *
   * @return fails with {@link EngineBusyException} if that time is over, or if too many searches
   *     wait; nobody matches a regular expression that is none
   */
  public CompletionStage<List<ConnectionId>> search(Condition condition, Optional<String> route) {
    return searchByNode(condition, route).thenApply(Gathered::concat);
  }

  /** The same, as each node found it. */
  public CompletionStage<Gathered<List<ConnectionId>>> searchByNode(
      Condition condition, Optional<String> route) {
    return everywhere.gather(new Search(condition, route));
  }

  private CompletionStage<List<ConnectionId>> searchHere(Search search) {
    Optional<Matcher> matcher = Matcher.of(search.condition);
    if (matcher.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    if (searches.incrementAndGet() > MOST_SEARCHES) {
      searches.decrementAndGet();
      return CompletableFuture.failedFuture(new EngineBusyException("too many searches under way"));
    }
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    return questions
        .members(Target.Everyone.INSTANCE, search.route)
        .thenApplyAsync(
            members -> new InformationSearch(members, matcher.get()).run(giveUpAt), searching)
        .whenComplete((found, failure) -> searches.decrementAndGet())
        .thenApplyAsync(Information::foundOrLate, questions.executor());
  }

  private static List<ConnectionId> foundOrLate(Optional<List<ConnectionId>> found) {
    return found.orElseThrow(
        () -> new EngineBusyException("searching took longer than " + PATIENCE.toSeconds() + " s"));
  }
}
