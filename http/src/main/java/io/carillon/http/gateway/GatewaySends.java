package io.carillon.http.gateway;

import io.carillon.engine.Engine;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Messages to everybody, to clients, to users and to groups; each send answers with a receipt.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class GatewaySends {
  private final Engine engine;
  private final BroadcastOptions options;
  private final Target everybody;

  /**
   * Sends through this engine with these options.
   *
   * @param everybody who all are
   */
  public GatewaySends(Engine engine, BroadcastOptions options, Target everybody) {
    this.engine = engine;
    this.options = options;
    this.everybody = everybody;
  }

  /** The same with other options. */
  public GatewaySends with(BroadcastOptions newOptions) {
    return new GatewaySends(engine, newOptions, everybody);
  }

  public BroadcastOptions options() {
    return options;
  }

  public CompletionStage<Receipt> sendToAll(Message message) {
    return send(everybody, message);
  }

  /**
   * Sends to all, or to some of them.
   *
   * @param only if there is one, nobody but these; nobody at all if it is empty
   * @param exclude of either, not these
   */
  public CompletionStage<Receipt> sendToAll(
      Message message,
      Optional<? extends Collection<ConnectionId>> only,
      Set<ConnectionId> exclude) {
    Target target =
        only.map(ids -> Target.of(new Target.Listed(List.copyOf(ids)))).orElse(everybody);
    return send(target.excluding(exclude), message);
  }

  public CompletionStage<Receipt> sendToClient(ConnectionId client, Message message) {
    return send(Target.connection(client), message);
  }

  /** Sends to every connection that is bound to one of these users. */
  public CompletionStage<Receipt> sendToUid(Collection<String> uids, Message message) {
    return send(Target.labelled(Label.Kind.USER, List.copyOf(uids)), message);
  }

  /** Sends to every connection in at least one of these groups, once. */
  public CompletionStage<Receipt> sendToGroup(
      Collection<String> groups, Message message, Set<ConnectionId> exclude) {
    return send(Target.labelled(Label.Kind.GROUP, List.copyOf(groups)).excluding(exclude), message);
  }

  /**
   * Sends to each group by itself, as GatewayWorker does: who is in two of them gets the message
   * twice. Takes as many of the broadcasts that may be in flight as there are groups.
   *
   * @return when there is a receipt for each group, or it was refused; fails with {@link
   *     io.carillon.engine.EngineBusyException} if all were, so that nothing was sent
   */
  public CompletionStage<GroupReceipts> sendToEachGroup(
      List<String> groups, Message message, Set<ConnectionId> exclude) {
    List<CompletableFuture<Receipt>> sending =
        groups.stream()
            .map(group -> sendToGroup(List.of(group), message, exclude).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(sending.toArray(CompletableFuture<?>[]::new))
        .handle((sent, failure) -> GroupReceipts.of(groups, sending));
  }

  private CompletionStage<Receipt> send(Target target, Message message) {
    return engine.broadcast(target, message, options);
  }
}
