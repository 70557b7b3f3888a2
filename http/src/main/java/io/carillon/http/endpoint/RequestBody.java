package io.carillon.http.endpoint;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/** Takes the body off a request, or lets it run out. */
public final class RequestBody {
  /** A body that is not there by then is not coming. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * How long what nobody wants is still read, so that the caller sees the answer instead of a reset
   * connection.
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private RequestBody() {}

  /** The whole body; fails with a {@link Refusal} 413 if it is larger than the limit. */
  public static CompletionStage<ByteString> read(
      HttpRequest request, int most, Materializer materializer) {
    OptionalLong declared = request.entity().getContentLengthOption();
    if (declared.isPresent() && declared.getAsLong() > most) {
      return CompletableFuture.failedFuture(tooLarge(most));
    }
    if (request.entity() instanceof HttpEntity.Strict whole) {
      return CompletableFuture.completedFuture(
          whole.getData()); // came with the head: no stream to run
    }
    return request
        .entity()
        .withSizeLimit(most)
        .toStrict(LONGEST.toMillis(), most, materializer)
        .thenApply(HttpEntity.Strict::getData)
        .exceptionally(
            failure -> {
              throw refusal(failure, most);
            });
  }

  /** Reads on for a moment and throws it away; completes, never fails, when that is over. */
  public static CompletionStage<Done> discard(HttpRequest request, Materializer materializer) {
    RequestEntity entity = request.entity();
    if (entity.isStrict()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return entity
        .withoutSizeLimit()
        .getDataBytes()
        .takeWithin(LINGER)
        .runWith(Sink.ignore(), materializer)
        .exceptionally(failure -> Done.getInstance());
  }

  private static Refusal refusal(Throwable failure, int most) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EntityStreamSizeException) {
      return tooLarge(most);
    }
    return cause instanceof TimeoutException
        ? Refusal.of(StatusCodes.REQUEST_TIMEOUT, "the body did not arrive in time")
        : Refusal.badRequest("failed to read body");
  }

  private static Refusal tooLarge(int most) {
    return Refusal.of(
        StatusCodes.CONTENT_TOO_LARGE, "body too large: expected at most " + most + " bytes");
  }
}
