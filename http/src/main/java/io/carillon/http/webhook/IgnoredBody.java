package io.carillon.http.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/**
 * The body of an answer whose status says everything. The answer does not wait for it; it is read
 * for a moment, so that the connection can be used again, and cut off after 64 KiB or two seconds.
 */
final class IgnoredBody implements BodySubscriber<Done> {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_SECONDS = 2;

  private long bytes;
  private Flow.Subscription subscription;

  @Override
  public CompletionStage<Done> getBody() {
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(subscription::cancel);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      bytes += part.remaining();
    }
    if (bytes > MOST_BYTES) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The status has been taken already.
  }

  @Override
  public void onComplete() {
    // Nobody waits for the end.
  }
}
