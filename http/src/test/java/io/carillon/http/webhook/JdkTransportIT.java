package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.http.webhook.Transport.Answer;
import io.carillon.http.webhook.Transport.Post;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdkTransportIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final JdkTransport transport = new JdkTransport(threads);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private CompletableFuture<Answer> send(URI url, Duration timeout) {
    return transport
        .send(
            new Post(
                url,
                Map.of("Content-Type", "application/json"),
                ByteString.fromString("{}"),
                timeout))
        .toCompletableFuture();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void bringsTheBodyAndTheHeadersOverAsTheyAre() {
    CompletableFuture<String> heard = new CompletableFuture<>();
    server.createContext(
        "/hook",
        exchange -> {
          heard.complete(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getProtocol()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer(exchange, 204);
        });

    assertThat(send(url("/hook"), PATIENCE).join()).isEqualTo(new Answer(204, Optional.empty()));
    assertThat(heard.join()).isEqualTo("POST HTTP/1.1 application/json {}");
  }

  @Test
  void bringsTheStatusAndTheWaitThatIsAskedFor() {
    server.createContext(
        "/busy",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          answer(exchange, 503);
        });

    assertThat(send(url("/busy"), PATIENCE).join()).isEqualTo(new Answer(503, Optional.of("7")));
  }

  @Test
  void followsNoRedirect() {
    AtomicInteger elsewhere = new AtomicInteger();
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
          answer(exchange, 307);
        });
    server.createContext("/elsewhere", exchange -> elsewhere.incrementAndGet());

    assertThat(send(url("/moved"), PATIENCE).join().status()).isEqualTo(307);
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void failsIfThereIsNoAnswerInTime() {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/slow",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThatThrownBy(send(url("/slow"), Duration.ofMillis(200))::join)
        .hasCauseInstanceOf(HttpTimeoutException.class);
    over.countDown();
  }

  @Test
  void failsIfNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThatThrownBy(send(URI.create("http://127.0.0.1:" + port + "/"), PATIENCE)::join)
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void takesNoMoreThanTheBeginningOfABody() throws InterruptedException {
    CountDownLatch cutOff = new CountDownLatch(1);
    server.createContext(
        "/endless",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            byte[] chunk = new byte[64 * 1024];
            while (cutOff.getCount() > 0) {
              body.write(chunk);
            }
          } catch (IOException e) {
            cutOff.countDown();
          }
        });

    assertThat(send(url("/endless"), PATIENCE).join().status()).isEqualTo(200);
    assertThat(cutOff.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
