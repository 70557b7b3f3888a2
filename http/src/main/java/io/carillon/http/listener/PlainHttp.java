package io.carillon.http.listener;

import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.RequestBody;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.TLSProtocol.SessionBytes;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.TLSPlacebo;
import org.apache.pekko.util.ByteString;

/**
 * Plain HTTP on a WebSocket port: {@code GET /health}, and 426 for everything else.
 *
 * <pre>{@code
 * bytes in  -> idle timeout -> TLS placebo -> HTTP parser   -> answer
 * bytes out <- idle timeout <- TLS placebo <- HTTP renderer <-
 * }</pre>
 */
public final class PlainHttp {
  /** A keep-alive connection that says nothing for so long is closed. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private PlainHttp() {}

  /**
   * The bytes of one HTTP/1.1 connection; a blueprint that may be materialised any number of times.
   */
  public static Flow<ByteString, ByteString, NotUsed> flow(ActorSystem<?> system) {
    Materializer materializer = Materializer.createMaterializer(system);
    return Flow.<HttpRequest>create()
        .mapAsync(1, request -> answer(request, materializer))
        .join(Http.get(system).serverLayer().atop(sameType()).atop(TLSPlacebo.getInstance()))
        .join(BidiFlow.bidirectionalIdleTimeout(IDLE))
        .recoverWithRetries(0, TimeoutException.class, Source::empty);
  }

  /** Nothing at run time; tells the compiler that session bytes are what the server layer takes. */
  private static BidiFlow<SslTlsOutbound, SslTlsOutbound, SessionBytes, SslTlsInbound, NotUsed>
      sameType() {
    return BidiFlow.fromFlows(
        Flow.<SslTlsOutbound>create(), Flow.upcast(Flow.<SessionBytes>create()));
  }

  /**
   * Answers only after the body is read: were the connection closed over unread bytes, the peer
   * would see a reset instead of the answer.
   */
  private static CompletionStage<HttpResponse> answer(
      HttpRequest request, Materializer materializer) {
    HttpResponse response =
        request.getUri().getPathString().equals("/health") ? healthy() : upgradeRequired();
    if (request.entity().isStrict()) {
      return CompletableFuture.completedFuture(response);
    }
    return RequestBody.discard(request, materializer)
        .thenApply(discarded -> response.addHeader(Connection.create("close")));
  }

  private static HttpResponse healthy() {
    return Answer.json(Answer.object().put("status", "ok"));
  }

  /** RFC 9110 §15.5.22: says what to upgrade to. */
  private static HttpResponse upgradeRequired() {
    return Answer.text(StatusCodes.UPGRADE_REQUIRED, "426 this port speaks WebSocket")
        .addHeader(RawHeader.create("Upgrade", "websocket"));
  }
}
