package io.carillon.engine;

import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Layout;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Reservations;
import io.carillon.engine.node.Roster;
import io.carillon.engine.registry.Registry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * Gives connections other names, such that no two of the cluster have the same, as long as all who
 * rename see the same nodes. Thread-safe.
 *
 * <p>A name is first reserved, at the node that is responsible for it; then it is looked for
 * everywhere, and only if all nodes answer that they do not have it the connection is renamed. What
 * cannot be known to be over is not released: the reservation expires. While a node comes or goes,
 * one who sees it already and one who does not yet may reserve a name at two nodes.
 */
final class Names {
  /** Renames under way for which one node is responsible. */
  private static final int MOST = 10_000;

  /** Longer than anything that was asked for can still be on its way. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private record Renaming(ConnectionId current, ConnectionId next) {}

  private record Claim(ConnectionId name, String attempt) {}

  private static final Layout<Claim> CLAIM =
      Layout.of(Layouts.CONNECTION, Claim::name, Layouts.TEXT, Claim::attempt, Claim::new);
  private static final Question<Claim, Reservations.Outcome> RESERVE =
      new Question<>(
          "reserve-1",
          CLAIM,
          Layouts.choice(
              List.of(
                  Reservations.Outcome.RESERVED,
                  Reservations.Outcome.TAKEN,
                  Reservations.Outcome.FULL)));
  private static final Question<Claim, Done> RELEASE =
      new Question<>("release-1", CLAIM, Layouts.DONE);
  private static final Question<Renaming, Boolean> RENAME =
      new Question<>(
          "rename-1",
          Layout.of(
              Layouts.CONNECTION,
              Renaming::current,
              Layouts.CONNECTION,
              Renaming::next,
              Renaming::new),
          Layouts.FLAG);

  private final Function<Target, CompletionStage<Gathered<List<ConnectionId>>>> lists;
  private final Peers peers;
  private final Everywhere<Renaming, Boolean> rename;
  private final Reservations reservations = new Reservations(MOST, LONGEST, Ticker.systemTicker());

  /**
   * Asks through these questions.
   *
   * @param lists who has a name, on all nodes
   */
  Names(
      Questions questions,
      Peers peers,
      Function<Target, CompletionStage<Gathered<List<ConnectionId>>>> lists) {
    this.lists = lists;
    this.peers = peers;
    this.rename =
        questions.everywhere(
            RENAME,
            renaming ->
                questions.ask(
                    replyTo -> new Registry.Rename(renaming.current, renaming.next, replyTo)));
    questions.answer(RESERVE, this::reserveHere);
    questions.answer(RELEASE, this::releaseHere);
  }

  /**
   * False if nothing has the current name, or something the next one, or if a node does not say so.
   * Fails with {@link EngineBusyException} if too many names are reserved.
   */
  CompletionStage<Boolean> rename(ConnectionId current, ConnectionId next) {
    Renaming renaming = new Renaming(current, next);
    Claim claim = new Claim(next, UUID.randomUUID().toString());
    Roster roster = peers.roster();
    return roster
        .responsibleFor(next.text())
        .map(node -> renameReserved(node, claim, renaming))
        .orElseGet(
            () ->
                roster.lost().isEmpty()
                    ? rename.gather(renaming).thenApply(Names::isRenamed)
                    : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<Boolean> renameReserved(Node node, Claim claim, Renaming renaming) {
    return reserve(node, claim)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case RESERVED -> renameIfFree(node, claim, renaming);
                  case TAKEN -> CompletableFuture.completedFuture(false);
                  case FULL ->
                      CompletableFuture.failedFuture(
                          new EngineBusyException("too many connections are being renamed"));
                });
  }

  private CompletionStage<Boolean> renameIfFree(Node node, Claim claim, Renaming renaming) {
    return lists
        .apply(Target.connection(renaming.next))
        .thenCompose(
            taken -> {
              if (!taken.complete() || !Gathered.concat(taken).isEmpty()) {
                release(node, claim);
                return CompletableFuture.completedFuture(false);
              }
              return rename
                  .gather(renaming)
                  .thenApply(
                      answers -> {
                        boolean isRenamed = isRenamed(answers);
                        if (isRenamed || answers.complete()) {
                          release(node, claim);
                        }
                        return isRenamed;
                      });
            });
  }

  /** At most one node has the connection. */
  private static boolean isRenamed(Gathered<Boolean> answers) {
    return answers.parts().containsValue(true);
  }

  /** A node that does not answer has the name taken, as far as anybody knows. */
  private CompletionStage<Reservations.Outcome> reserve(Node node, Claim claim) {
    return node.number() == peers.self()
        ? reserveHere(claim)
        : peers.ask(node, RESERVE, claim).exceptionally(failure -> Reservations.Outcome.TAKEN);
  }

  /** Nobody waits for it; a message that is lost costs the name for as long as it is reserved. */
  private void release(Node node, Claim claim) {
    if (node.number() == peers.self()) {
      releaseHere(claim);
    } else {
      peers.ask(node, RELEASE, claim);
    }
  }

  private CompletionStage<Reservations.Outcome> reserveHere(Claim claim) {
    return CompletableFuture.completedFuture(
        reservations.reserve(claim.name.text(), claim.attempt));
  }

  private CompletionStage<Done> releaseHere(Claim claim) {
    reservations.release(claim.name.text(), claim.attempt);
    return CompletableFuture.completedFuture(Done.getInstance());
  }
}
