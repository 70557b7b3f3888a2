package io.carillon.benchmarks.reference.pekkohttp;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.SocketPath;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.model.ws.WebSocket;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.BroadcastHub;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A WebSocket broadcast server of stock Pekko HTTP, as its documentation shows one: {@code
 * handleMessagesWith}, and a queue in front of a {@code BroadcastHub} that every connection's flow
 * draws from.
 *
 * <p>Bound to 127.0.0.1. The public API tells nobody when a message has been written, so {@code
 * sentCount} is the number of flows that were connected when the message was queued, and the answer
 * comes before the deliveries. Knows no half: {@code half=1} is a publish to all.
 */
public final class PekkoHttpServer implements AutoCloseable {

  /** Messages between the queue and the slowest connection; more are answered 503. */
  private static final int QUEUED = 256;

  private static final Duration ECHO_TIMEOUT = Duration.ofSeconds(5);
  private static final int CLOSE_SECONDS = 10;

  /** Without these the server would refuse the 1,025th connection and drop idle ones. */
  private static final Config LIMITS =
      ConfigFactory.parseMap(
          Map.of(
              "pekko.http.server.max-connections", 65_000,
              "pekko.http.server.backlog", 4096,
              "pekko.http.server.idle-timeout", "infinite",
              "pekko.log-dead-letters", 0));

  private final ActorSystem system;
  private final Materializer materializer;
  private final AtomicInteger connected = new AtomicInteger();
  private final BoundedSourceQueue<Message> queue;
  private final Flow<Message, Message, NotUsed> listening;
  private final ServerBinding binding;

  private PekkoHttpServer(int port) {
    system = ActorSystem.create("reference", LIMITS.withFallback(ConfigFactory.load()));
    materializer = Materializer.createMaterializer(system);
    Pair<BoundedSourceQueue<Message>, Source<Message, NotUsed>> hub =
        Source.<Message>queue(QUEUED)
            .toMat(BroadcastHub.of(Message.class, QUEUED), Keep.both())
            .run(materializer);
    queue = hub.first();
    // Draws while nobody is connected, as the documentation recommends.
    hub.second().runWith(Sink.ignore(), materializer);
    listening = Flow.fromSinkAndSourceCoupled(Sink.ignore(), hub.second());
    binding = bind(port);
  }

  private ServerBinding bind(int port) {
    CompletionStage<ServerBinding> bound =
        Http.get(system).newServerAt("127.0.0.1", port).bind(this::answer);
    return bound.toCompletableFuture().join();
  }

  /** Listens on a port of 127.0.0.1 and serves; 0 takes a free port. */
  public static PekkoHttpServer listen(int port) {
    return new PekkoHttpServer(port);
  }

  /** Serves on the given port until the process is stopped. */
  public static void main(String[] arguments) {
    try (PekkoHttpServer server = listen(Integer.parseInt(arguments[0]))) {
      server.system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  public int port() {
    return binding.localAddress().getPort();
  }

  /** Stops the actor system and waits for it, at most 10 seconds. */
  @Override
  public void close() {
    system.terminate();
    system
        .getWhenTerminated()
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    if (request.method().equals(HttpMethods.POST) && request.getUri().path().startsWith("/pub")) {
      return publish(request);
    }
    return CompletableFuture.completedFuture(
        WebSocket.handleWebSocketRequestWith(request, flow(request.getUri().path())));
  }

  private Flow<Message, Message, NotUsed> flow(String uriPath) {
    SocketPath path = SocketPath.of(uriPath);
    if (path.echo()) {
      return counted(Flow.<Message>create().mapAsync(1, this::whole));
    }
    return path.listening()
        ? counted(listening)
        : Flow.fromSinkAndSourceCoupled(Sink.ignore(), Source.maybe());
  }

  private Flow<Message, Message, NotUsed> counted(Flow<Message, Message, NotUsed> flow) {
    return flow.watchTermination(
        (unused, end) -> {
          connected.incrementAndGet();
          end.whenComplete((done, failure) -> connected.decrementAndGet());
          return NotUsed.getInstance();
        });
  }

  /** Pekko HTTP streams a message that did not arrive in one read. */
  private CompletionStage<Message> whole(Message message) {
    return message
        .asTextMessage()
        .toStrict(ECHO_TIMEOUT.toMillis(), materializer)
        .thenApply(text -> text);
  }

  private CompletionStage<HttpResponse> publish(HttpRequest request) {
    return request
        .entity()
        .withSizeLimit(Frames.MAX_MESSAGE_BYTES)
        .toStrict(ECHO_TIMEOUT.toMillis(), materializer)
        .thenApply(body -> offer(TextMessage.create(body.getData().utf8String())));
  }

  private HttpResponse offer(Message message) {
    int sent = connected.get();
    return queue.offer(message).isEnqueued()
        ? HttpResponse.create()
            .withEntity(ContentTypes.APPLICATION_JSON, "{\"sentCount\":" + sent + "}")
        : HttpResponse.create().withStatus(StatusCodes.SERVICE_UNAVAILABLE);
  }
}
