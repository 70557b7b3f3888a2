package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that was asked to end, while load balancers have yet to notice. */
class KeepServingIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @TempDir private Path directory;

  private static int ready(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void newClientsAreServedThoughItIsNotReadyAnyMore() throws Exception {
    int probes = FreePorts.next();
    String settings =
        """
        carillon.shutdown { keep-serving-for = 4s, close-over = 200ms }
        carillon.cluster.management { enabled = on, port = %d }
        """
            .formatted(probes);
    try (ProgramCluster cluster = ProgramCluster.start(directory, 1, settings)) {
      NodeProgram node = cluster.node(0);
      Peer before = node.connect("/chat");
      assertThat(node.health()).isEqualTo(200);
      assertThat(ready(probes)).isEqualTo(200);
      long asked = System.nanoTime();

      node.program().interrupt();

      await().until(() -> node.health() == 503);
      assertThat(ready(probes)).isEqualTo(500);
      Peer after = node.connect("/chat").settle();
      Outcome outcome = node.send("/chat", "", TIMEOUT).join();
      assertThat(outcome.written()).isEqualTo(2);
      assertThat(outcome.complete()).isTrue();
      assertThat(before.closed()).isNotDone();
      for (Peer peer : List.of(before, after)) {
        assertThat(peer.closed().get(20, TimeUnit.SECONDS)).isEqualTo(1012);
        assertThat(peer.heard()).containsExactly("text:/chat");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(4));
      assertThat(node.program().status()).isZero();
    }
  }
}
