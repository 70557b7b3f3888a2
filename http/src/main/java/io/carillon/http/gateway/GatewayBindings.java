package io.carillon.http.gateway;

import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;

/**
 * What a client is bound to, and its end.
 *
 * <p>Thread-safe; nothing here blocks. A client that is not there is no error.
 */
public final class GatewayBindings {
  private final Engine engine;
  private final GatewaySends sends;
  private final Consumer<Set<String>> missing;

  /**
   * Binds connections of this engine.
   *
   * @param sends sends last messages
   */
  public GatewayBindings(Engine engine, GatewaySends sends) {
    this(engine, sends, nodes -> {});
  }

  /**
   * The same.
   *
   * @param missing told with each answer that counts which nodes of the cluster it lacks, on any
   *     thread
   */
  public GatewayBindings(Engine engine, GatewaySends sends, Consumer<Set<String>> missing) {
    this.engine = engine;
    this.sends = sends;
    this.missing = missing;
  }

  /**
   * Binds a connection to a user in place of the one before. A user may have many connections.
   *
   * @throws IllegalArgumentException for what {@link GatewayName} refuses
   */
  public CompletionStage<Labelled> bindUid(ConnectionId client, String uid) {
    return engine.memberships().join(client, Label.user(GatewayName.checked("uid", uid)));
  }

  /** Unbinds a connection from its user, whoever that is. */
  public CompletionStage<Done> unbindUid(ConnectionId client) {
    return engine.memberships().leaveAll(client, Label.Kind.USER);
  }

  /**
   * Puts a connection into a group, one of 64 at most.
   *
   * @throws IllegalArgumentException for what {@link GatewayName} refuses
   */
  public CompletionStage<Labelled> joinGroup(ConnectionId client, String group) {
    return engine.memberships().join(client, Label.group(GatewayName.checked("group", group)));
  }

  public CompletionStage<Done> leaveGroup(ConnectionId client, String group) {
    return engine.memberships().leave(client, Label.group(group));
  }

  /** Dissolves a group; its connections stay. Answers how many were in it. */
  public CompletionStage<Integer> ungroup(String group) {
    return engine
        .memberships()
        .dissolve(Label.group(group))
        .thenApply(
            counts -> {
              missing.accept(counts.missing());
              return Gathered.sum(counts);
            });
  }

  /**
   * Closes a connection with code 1000; false if it is not there. What it was sent before leaves
   * first.
   */
  public CompletionStage<Boolean> closeClient(ConnectionId client) {
    return engine.close(client, CloseCode.NORMAL_CLOSURE.code(), "");
  }

  /**
   * Sends a last message to a connection and closes it behind that.
   *
   * @return the receipt of the message, at level {@link Level#ACCEPTED}: the connection is closed
   *     without waiting for more; {@link Engine#receipt} tells later how far it got
   */
  public CompletionStage<Receipt> closeClient(ConnectionId client, Message last) {
    return sends
        .with(sends.options().withLevel(Level.ACCEPTED))
        .sendToClient(client, last)
        .thenCompose(receipt -> closeClient(client).thenApply(closed -> receipt));
  }

  /** Drops a connection at once, without a close frame; false if it is not there. */
  public CompletionStage<Boolean> destroyClient(ConnectionId client) {
    return engine.kill(client);
  }
}
