package io.carillon.engine;

import io.carillon.engine.connection.Listener;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Skeleton of the front door: signatures only, bodies follow. */
public interface Engine {
  /**
   * Binds a port; bytes that are no WebSocket upgrade go, unread ones first, through {@code http}.
   */
  CompletionStage<Listener> listen(
      ListenerSettings settings, Flow<ByteString, ByteString, NotUsed> http);

  CompletionStage<Receipt> broadcast(Target target, Message message, BroadcastOptions options);

  Optional<Receipt> receipt(BroadcastId id);

  CompletionStage<List<ConnectionId>> connections(Optional<String> route);

  CompletionStage<Integer> connectionCount(Optional<String> route);

  CompletionStage<List<String>> routes();

  CompletionStage<List<String>> tags();

  CompletionStage<List<ConnectionId>> connectionsByTag(String tag);

  CompletionStage<Integer> tagCount(String tag);

  CompletionStage<Boolean> tag(ConnectionId id, String tag);

  CompletionStage<Boolean> untag(ConnectionId id, String tag);

  CompletionStage<Boolean> clearTags(ConnectionId id);

  CompletionStage<Optional<ConnectionDescription>> describe(ConnectionId id);

  CompletionStage<Boolean> close(ConnectionId id, int code, String reason);

  CompletionStage<Boolean> kill(ConnectionId id);

  CompletionStage<Done> drain(Duration within);

  /** Tags of a connection; empty if it is unknown. */
  CompletionStage<SortedSet<String>> tagsOf(ConnectionId id);
}
