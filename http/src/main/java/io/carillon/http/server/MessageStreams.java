package io.carillon.http.server;

import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A connection's two directions as Pekko Streams. */
final class MessageStreams {
  private MessageStreams() {}

  /** What the client sends; demand is what takes it out of the inbox. */
  static Source<Message, NotUsed> source(Inbox inbox, Runnable cancelled) {
    AtomicBoolean isRun = new AtomicBoolean();
    return Source.lazySource(() -> isRun.getAndSet(true) ? runTwice() : messages(inbox, cancelled))
        .mapMaterializedValue(unused -> NotUsed.getInstance());
  }

  private static Source<Message, NotUsed> runTwice() {
    return Source.failed(new IllegalStateException("a connection's source can be run once"));
  }

  private static Source<Message, NotUsed> messages(Inbox inbox, Runnable cancelled) {
    return Source.unfoldAsync(
            inbox,
            each -> each.next().thenApply(next -> next.map(message -> Pair.create(each, message))))
        .watchTermination(
            (unused, done) -> {
              done.whenComplete((ended, failure) -> cancelled.run());
              return unused;
            });
  }

  /** Sends with one message under way; ends when the connection does. */
  static Sink<Message, CompletionStage<Done>> sink(Peer peer, Ending ending) {
    SharedKillSwitch end = KillSwitches.shared("connection");
    ending.onEnd((code, reason) -> end.abort(new ConnectionClosedException(code)));
    return Flow.<Message>create()
        .via(end.flow())
        .mapAsync(1, message -> send(peer, message))
        .toMat(Sink.ignore(), Keep.right())
        .mapMaterializedValue(done -> done.whenComplete((ok, failure) -> close(peer, failure)));
  }

  private static CompletionStage<Done> send(Peer peer, Message message) {
    CompletableFuture<Done> sent = new CompletableFuture<>();
    send(peer, message, sent);
    return sent;
  }

  private static void send(Peer peer, Message message, CompletableFuture<Done> sent) {
    PushResult result = peer.push(message);
    if (result instanceof PushResult.Sent) {
      sent.complete(Done.getInstance());
    } else if (result instanceof PushResult.Queued) {
      peer.whenDrained(() -> complete(peer, sent));
    } else if (result.equals(new PushResult.Refused(FailureReason.SLOW))) {
      peer.whenDrained(() -> send(peer, message, sent));
    } else {
      sent.completeExceptionally(closed());
    }
  }

  private static void complete(Peer peer, CompletableFuture<Done> sent) {
    if (peer.isOpen()) {
      sent.complete(Done.getInstance());
    } else {
      sent.completeExceptionally(closed());
    }
  }

  private static void close(Peer peer, Throwable failure) {
    CloseCode code = failure == null ? CloseCode.NORMAL_CLOSURE : CloseCode.INTERNAL_ERROR;
    if (peer.isOpen()) {
      peer.close(code.code(), "");
    }
  }

  private static ConnectionClosedException closed() {
    return new ConnectionClosedException(CloseCode.ABNORMAL_CLOSURE.code());
  }
}
