package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import io.carillon.http.settings.SettingsException;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** From an embedded server's settings to its end. */
class ServerLifeIT extends EmbeddedServer {
  @Test
  void settingsAreKeysOfTheConfiguration() {
    assertThatThrownBy(() -> server.with("carillon.engine.lane", 1).start())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean lanes");
    assertThatThrownBy(
            () -> Server.create().with("carillon.listeners.main.protocol", "stomp").port(0).start())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("stomp: expected one of raw, echo, subscriptions, events");
    Server small =
        Server.of(ConfigFactory.parseString("carillon.listeners.main.max-message-bytes = 10"));
    try (small) {
      small.host("127.0.0.1").port(0).start();
      Peer peer = connect(small, "/any");
      peer.say("x".repeat(11));
      assertThat(now(peer.closed())).isEqualTo(1009);
    }
  }

  @Test
  void aPathThatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> server.on("/chat/{", connection -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    server.on("/{a}", connection -> {}).on("/{b}", connection -> {});
    assertThatThrownBy(server::start).isInstanceOf(SettingsException.class);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    server.start();
    Server second = Server.create().host("127.0.0.1").port(server.address().getPort());
    assertThatThrownBy(second::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("already in use");
    assertThat(second.isRunning()).isFalse();
  }

  @Test
  void aPortThatIsTakenLeavesNoStackTraceInTheLog() {
    server.start();
    int port = server.address().getPort();
    Logger pekko = (Logger) LoggerFactory.getLogger("org.apache.pekko");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    pekko.addAppender(logged);
    try {
      Server listener = Server.create().host("127.0.0.1").port(port);
      Server admin = Server.create().host("127.0.0.1").port(0);
      admin.with("carillon.admin.enabled", true).with("carillon.admin.port", port);
      assertThatThrownBy(listener::start).hasMessageContaining("carillon.listeners.main.port");
      assertThatThrownBy(admin::start).hasMessageContaining("carillon.admin.port");
    } finally {
      pekko.detachAppender(logged);
    }
    assertThat(logged.list).isEmpty();
  }

  @Test
  void canHaveAnAdminPort() throws Exception {
    int port = FreePorts.next();
    server.with("carillon.admin.enabled", true).with("carillon.admin.port", port).start();
    connect("/any");
    onlyConnection();
    URI count = URI.create("http://127.0.0.1:" + port + "/frankenphp_ws/getClientsCount");
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(count).build(), BodyHandlers.ofString());
    assertThat(Door.json(answer)).isEqualTo(Door.json("{'count':1}"));
  }

  @Test
  void canBeStartedAgain() {
    assertThat(server.isRunning()).isFalse();
    now(server.stop());
    server.on("/a", connection -> connection.send("first")).start().start();
    assertThat(server.isRunning()).isTrue();
    assertThatThrownBy(() -> server.on("/b", connection -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> server.port(1)).isInstanceOf(IllegalStateException.class);
    now(server.stop());
    assertThatThrownBy(() -> server.broadcast("x", 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
    server.on("/a", connection -> connection.send("second")).start();
    Peer peer = connect("/a");
    await().until(() -> peer.heard().equals(List.of("text:second")));
  }

  @Test
  void serversInOneProgramKnowNothingOfEachOther() {
    Server other = Server.create().host("127.0.0.1").port(0);
    try (other) {
      server.start();
      other.start();
      Peer ours = connect("/any");
      Peer theirs = connect(other, "/any");
      await().until(() -> server.connectionCount() == 1 && other.connectionCount() == 1);
      assertThat(now(server.broadcast("ours", 1)).targeted()).isOne();
      await().until(() -> ours.heard().size() == 1);
      assertThat(theirs.heard()).isEmpty();
      now(server.stop());
      assertThat(now(ours.closed())).isEqualTo(1001);
      assertThat(server.isRunning()).isFalse();
      assertThat(other.isRunning()).isTrue();
      assertThat(now(other.broadcast("theirs", 1)).counts().written()).isOne();
    }
  }

  @Test
  void runWaitsUntilItIsStopped() throws InterruptedException {
    Thread program = new Thread(server::run);
    program.start();
    await().until(server::isRunning);
    now(server.stop());
    program.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(program.isAlive()).isFalse();
  }

  @Test
  void handlersThatStillRunWhenItStopsAreInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "/any",
        connection -> {
          log.add("runs");
          try {
            never.await();
          } catch (InterruptedException e) {
            log.add("interrupted");
            throw e;
          }
        });
    server.start();
    connect("/any");
    await().until(() -> log.equals(List.of("runs")));
    now(server.stop());
    await().until(() -> log.equals(List.of("runs", "interrupted")));
  }

  @Test
  void endsWellWhenItsProcessIsAskedToEnd() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddingProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String port = out.lines().filter(line -> line.startsWith("port ")).findFirst().orElseThrow();
      Peer peer = Peer.connect(client, URI.create("ws://127.0.0.1:" + port.substring(5) + "/any"));
      process.destroy();
      assertThat(now(peer.closed())).isEqualTo(1001);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** A program that waits for its server. */
  static final class EmbeddingProgram {
    private EmbeddingProgram() {}

    public static void main(String[] arguments) {
      Server server = Server.create().host("127.0.0.1").port(0).start();
      System.out.println("port " + server.address().getPort());
      server.run();
    }
  }
}
