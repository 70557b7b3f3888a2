package io.carillon.http.jobs;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;

/** An engine that shows a probe what it is asked to send, and answers when a test says so. */
final class FakeEngine implements JobEngine {

  /** One broadcast. */
  record Sent(
      Target target, Message message, BroadcastOptions options, CompletableFuture<Receipt> answer) {

    String text() {
      return message.utf8();
    }

    Receipt answerFor(int targeted) {
      Receipt receipt = receipt(targeted);
      answer.complete(receipt);
      return receipt;
    }
  }

  private final TestProbe<Sent> sent;
  volatile int connections;

  FakeEngine(TestProbe<Sent> sent) {
    this.sent = sent;
  }

  @Override
  public CompletionStage<Receipt> broadcast(
      Target target, Message message, BroadcastOptions options) {
    Sent broadcast = new Sent(target, message, options, new CompletableFuture<>());
    sent.getRef().tell(broadcast);
    return broadcast.answer();
  }

  @Override
  public CompletionStage<Integer> connectionCount(Target target) {
    return CompletableFuture.completedFuture(connections);
  }

  @Override
  public CompletionStage<Optional<Receipt>> receipt(BroadcastId id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  static Receipt receipt(int targeted) {
    return new Receipt(
        BroadcastId.random(1),
        Instant.EPOCH,
        Level.WRITTEN,
        targeted,
        new Receipt.Counts(targeted, targeted, 0, 0),
        Map.of(),
        0,
        true,
        Optional.empty(),
        new Receipt.Nodes(List.of("1"), List.of()));
  }
}
