package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Stored;
import io.carillon.engine.protocol.SessionJson;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * One JSON object for each connection, kept as long as the connection.
 *
 * <p>Thread-safe; nothing here blocks. Bounded for each connection by {@code
 * carillon.engine.state.session-bytes}. Read with {@link Engine#summaries}.
 */
public final class Sessions {
  private final Questions questions;

  Sessions(Questions questions) {
    this.questions = questions;
  }

  /**
   * Keeps this object with a connection instead of the one before.
   *
   * @param object JSON, in UTF-8
   * @throws IllegalArgumentException if it is no JSON object, saying why
   */
  public CompletionStage<Stored> replace(ConnectionId id, ByteString object) {
    ByteString compact = SessionJson.compact(object);
    return questions.command(id, Commands.REPLACE_SESSION, compact);
  }

  /**
   * {@linkplain SessionJson#updated Updates} the object that is kept with a connection.
   *
   * @param change JSON, in UTF-8
   * @throws IllegalArgumentException if it is no JSON object, saying why
   */
  public CompletionStage<Stored> update(ConnectionId id, ByteString change) {
    ByteString compact = SessionJson.compact(change);
    return questions.command(id, Commands.UPDATE_SESSION, compact);
  }
}
