package io.carillon.http.listener;

import io.carillon.clusterconfig.Readiness;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.RequestBody;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
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
 * Plain HTTP on a WebSocket port: {@code GET /health}, what the listener's {@link PlainRoutes}
 * serve, and 426 for everything else.
 *
 * <pre>{@code
 * bytes in  -> idle timeout -> TLS placebo -> HTTP parser   -> answer
 * bytes out <- idle timeout <- TLS placebo <- HTTP renderer <-
 * }</pre>
 */
public final class PlainHttp {
  /** A keep-alive connection that says nothing for so long is closed. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Readiness readiness;
  private final PlainRoutes routes;
  private final Materializer materializer;
  private final BidiFlow<HttpResponse, ByteString, ByteString, HttpRequest, NotUsed> layers;

  /** What the connections of one listener have in common. */
  public PlainHttp(ActorSystem<?> system, Readiness readiness, PlainRoutes routes) {
    this.readiness = readiness;
    this.routes = routes;
    this.materializer = Materializer.createMaterializer(system);
    this.layers = Http.get(system).serverLayer().atop(sameType()).atop(TLSPlacebo.getInstance());
  }

  /** The bytes of one HTTP/1.1 connection. */
  public Flow<ByteString, ByteString, NotUsed> flow(InetSocketAddress remote) {
    RemoteAddress address = RemoteAddress.create(remote);
    return Flow.<HttpRequest>create()
        .mapAsync(1, request -> answer(request.addAttribute(AttributeKeys.remoteAddress, address)))
        .join(layers)
        .join(BidiFlow.bidirectionalIdleTimeout(IDLE))
        .recoverWithRetries(0, TimeoutException.class, Source::empty);
  }

  /** Nothing at run time; tells the compiler that session bytes are what the server layer takes. */
  private static BidiFlow<SslTlsOutbound, SslTlsOutbound, SessionBytes, SslTlsInbound, NotUsed>
      sameType() {
    return BidiFlow.fromFlows(
        Flow.<SslTlsOutbound>create(), Flow.upcast(Flow.<SessionBytes>create()));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    if (request.getUri().getPathString().equals("/health")) {
      return behindBody(request, health());
    }
    return routes
        .answer(request)
        .orElseGet(() -> behindBody(request, upgradeRequired()))
        .thenApply(PlainHttp::closing);
  }

  /**
   * Ends the connection with the answer: it speaks only HTTP from here on, and clients and proxies
   * that keep connections would send an upgrade on it as well.
   */
  private static HttpResponse closing(HttpResponse response) {
    boolean isClosing = response.getHeader(Connection.class).isPresent();
    return isClosing ? response : response.addHeader(Connection.create("close"));
  }

  /**
   * Answers only after the body is read: were the connection closed over unread bytes, the peer
   * would see a reset instead of the answer.
   */
  private CompletionStage<HttpResponse> behindBody(HttpRequest request, HttpResponse response) {
    if (request.entity().isStrict()) {
      return CompletableFuture.completedFuture(response);
    }
    return RequestBody.discard(request, materializer)
        .thenApply(discarded -> response.addHeader(Connection.create("close")));
  }

  /**
   * 503 from the moment on in which the server was asked to end, for whoever shares out clients.
   */
  private HttpResponse health() {
    return readiness.isWithdrawn()
        ? Answer.json(StatusCodes.SERVICE_UNAVAILABLE, Answer.object().put("status", "stopping"))
        : Answer.json(Answer.object().put("status", "ok"));
  }

  /** RFC 9110 §15.5.22: says what to upgrade to. */
  static HttpResponse upgradeRequired() {
    return Answer.text(StatusCodes.UPGRADE_REQUIRED, "426 this port speaks WebSocket")
        .addHeader(RawHeader.create("Upgrade", "websocket"));
  }
}
