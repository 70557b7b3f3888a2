package io.carillon.http.gateway;

import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.Stored;
import io.carillon.engine.message.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;

/**
 * A JSON object for each connection, as GatewayWorker's sessions are: nested as you like, gone with
 * the connection.
 *
 * <p>Thread-safe; nothing here blocks. Objects go in and come out as JSON text in UTF-8; an empty
 * one is {@code {}}. Bounded by {@code carillon.engine.state.session-bytes} each.
 */
public final class GatewaySessions {
  private final Engine engine;
  private final Target everybody;
  private final Consumer<Set<String>> missing;

  /**
   * Asks this engine.
   *
   * @param everybody whose sessions all sessions are
   * @param missing told with each answer which nodes of the cluster it lacks, on any thread
   */
  public GatewaySessions(Engine engine, Target everybody, Consumer<Set<String>> missing) {
    this.engine = engine;
    this.everybody = everybody;
    this.missing = missing;
  }

  /**
   * Keeps this object instead of the one before.
   *
   * @throws IllegalArgumentException if it is no JSON object, saying why
   */
  public CompletionStage<Stored> replace(ConnectionId client, ByteString object) {
    return engine.sessions().replace(client, object);
  }

  /**
   * Puts this object over the one before, at every depth: {@link
   * io.carillon.engine.protocol.SessionJson#updated}.
   *
   * @throws IllegalArgumentException if it is no JSON object, saying why
   */
  public CompletionStage<Stored> update(ConnectionId client, ByteString change) {
    return engine.sessions().update(client, change);
  }

  /** The session of a connection; empty if the connection is not there. */
  public CompletionStage<Optional<ByteString>> of(ConnectionId client) {
    return summaries(Target.connection(client))
        .thenApply(found -> found.stream().findFirst().map(ConnectionSummary::session));
  }

  /** The sessions of all connections. */
  public CompletionStage<Map<ConnectionId, ByteString>> all() {
    return summaries(everybody).thenApply(GatewaySessions::byId);
  }

  /** The sessions of the connections in a group. */
  public CompletionStage<Map<ConnectionId, ByteString>> byGroup(String group) {
    return summaries(Target.group(group)).thenApply(GatewaySessions::byId);
  }

  private CompletionStage<List<ConnectionSummary>> summaries(Target target) {
    return engine
        .directory()
        .summaries(target)
        .thenApply(
            found -> {
              missing.accept(found.missing());
              return Gathered.concat(found);
            });
  }

  private static Map<ConnectionId, ByteString> byId(List<ConnectionSummary> connections) {
    Map<ConnectionId, ByteString> sessions = new LinkedHashMap<>();
    connections.forEach(each -> sessions.put(each.id(), each.session()));
    return sessions;
  }
}
