package io.carillon.http.analytics;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.util.concurrent.CompletionStage;

/** Sends to many connections at once, as an engine does. */
@FunctionalInterface
public interface Broadcasting {
  CompletionStage<Receipt> broadcast(Target target, Message message, BroadcastOptions options);
}
