package io.carillon.http;

import io.carillon.engine.Engine;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.gateway.GatewayBindings;
import io.carillon.http.gateway.GatewayLists;
import io.carillon.http.gateway.GatewayName;
import io.carillon.http.gateway.GatewaySends;
import io.carillon.http.gateway.GatewaySessions;
import io.carillon.http.gateway.GroupReceipts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * What GatewayWorker's {@code Gateway} class does, in Java: connections by id, by the user they are
 * bound to, and by group.
 *
 * <p>Thread-safe; nothing here blocks. A client that is not there is no error. Groups, user and
 * session of a connection end with it.
 *
 * <pre>{@code
 * Gateway gateway = server.gateway();
 * gateway.bindUid(id, "7");
 * gateway.joinGroup(id, "room-1");
 * gateway.sendToGroup(Set.of("room-1"), Message.text("hello"), Set.of());
 * }</pre>
 */
public final class Gateway {
  private final Engine engine;
  private final Target everybody;
  private final GatewaySends sends;
  private final GatewayBindings bindings;

  private Gateway(Engine engine, Target everybody, GatewaySends sends) {
    this.engine = engine;
    this.everybody = everybody;
    this.sends = sends;
    this.bindings = new GatewayBindings(engine, sends);
  }

  /** The gateway of an engine; sends as {@link BroadcastOptions#DEFAULT} says. */
  public static Gateway of(Engine engine) {
    return of(engine, Target.all());
  }

  /**
   * The same.
   *
   * @param everybody who all are, to functions that name no client, group or user, as in {@code
   *     Target.listener("rooms")}
   */
  public static Gateway of(Engine engine, Target everybody) {
    return new Gateway(
        engine, everybody, new GatewaySends(engine, BroadcastOptions.DEFAULT, everybody));
  }

  /** The same, sending with these options. */
  public Gateway with(BroadcastOptions options) {
    return new Gateway(engine, everybody, sends.with(options));
  }

  /** Who is there: counts and lists. */
  public GatewayLists lists() {
    return new GatewayLists(engine, everybody, nodes -> {});
  }

  /** What is kept with each connection. */
  public GatewaySessions sessions() {
    return new GatewaySessions(engine, everybody, nodes -> {});
  }

  public CompletionStage<Receipt> sendToAll(Message message) {
    return sends.sendToAll(message);
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
    return sends.sendToAll(message, only, exclude);
  }

  public CompletionStage<Receipt> sendToClient(ConnectionId client, Message message) {
    return sends.sendToClient(client, message);
  }

  /** Sends to every connection that is bound to one of these users. */
  public CompletionStage<Receipt> sendToUid(Collection<String> uids, Message message) {
    return sends.sendToUid(uids, message);
  }

  /** Sends to every connection in at least one of these groups, once. */
  public CompletionStage<Receipt> sendToGroup(
      Collection<String> groups, Message message, Set<ConnectionId> exclude) {
    return sends.sendToGroup(groups, message, exclude);
  }

  /**
   * Sends to each group by itself, as GatewayWorker does: who is in two of them gets the message
   * twice. A receipt for each group, in the order of the groups, and which of them were refused
   * because the engine is too busy; fails only if all were.
   */
  public CompletionStage<GroupReceipts> sendToEachGroup(
      List<String> groups, Message message, Set<ConnectionId> exclude) {
    return sends.sendToEachGroup(groups, message, exclude);
  }

  /**
   * Binds a connection to a user in place of the one before. A user may have many connections.
   *
   * @throws IllegalArgumentException for what {@link GatewayName} refuses
   */
  public CompletionStage<Labelled> bindUid(ConnectionId client, String uid) {
    return bindings.bindUid(client, uid);
  }

  /** Unbinds a connection from its user, whoever that is. */
  public CompletionStage<Done> unbindUid(ConnectionId client) {
    return bindings.unbindUid(client);
  }

  /**
   * Puts a connection into a group, one of 64 at most.
   *
   * @throws IllegalArgumentException for what {@link GatewayName} refuses
   */
  public CompletionStage<Labelled> joinGroup(ConnectionId client, String group) {
    return bindings.joinGroup(client, group);
  }

  public CompletionStage<Done> leaveGroup(ConnectionId client, String group) {
    return bindings.leaveGroup(client, group);
  }

  /** Dissolves a group; its connections stay. Answers how many were in it. */
  public CompletionStage<Integer> ungroup(String group) {
    return bindings.ungroup(group);
  }

  /**
   * Closes a connection with code 1000; false if it is not there. What it was sent before leaves
   * first.
   */
  public CompletionStage<Boolean> closeClient(ConnectionId client) {
    return bindings.closeClient(client);
  }

  /**
   * Sends a last message to a connection and closes it behind that.
   *
   * @return the receipt of the message, at level {@link Level#ACCEPTED}: the connection is closed
   *     without waiting for more; {@link Engine#receipt} tells later how far it got
   */
  public CompletionStage<Receipt> closeClient(ConnectionId client, Message last) {
    return bindings.closeClient(client, last);
  }

  /** Drops a connection at once, without a close frame; false if it is not there. */
  public CompletionStage<Boolean> destroyClient(ConnectionId client) {
    return bindings.destroyClient(client);
  }
}
