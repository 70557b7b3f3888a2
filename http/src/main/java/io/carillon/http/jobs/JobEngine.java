package io.carillon.http.jobs;

import io.carillon.engine.Engine;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What jobs need of an engine. Thread-safe; nothing blocks. */
interface JobEngine {
  CompletionStage<Receipt> broadcast(Target target, Message message, BroadcastOptions options);

  CompletionStage<Integer> connectionCount(Target target);

  /** The receipt as it stands now; empty once it is forgotten. */
  CompletionStage<Optional<Receipt>> receipt(BroadcastId id);

  static JobEngine of(Engine engine) {
    return new JobEngine() {
      @Override
      public CompletionStage<Receipt> broadcast(
          Target target, Message message, BroadcastOptions options) {
        return engine.broadcast(target, message, options);
      }

      @Override
      public CompletionStage<Integer> connectionCount(Target target) {
        return engine.connectionCount(target);
      }

      @Override
      public CompletionStage<Optional<Receipt>> receipt(BroadcastId id) {
        return engine.receipt(id);
      }
    };
  }
}
