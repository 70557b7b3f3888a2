package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator meets it: what it prints and with which status it ends. */
class ProgramIT {
  private static final Pattern LISTENER = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)\n");

  private static final Pattern ADMIN = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)  with");

  @TempDir private Path directory;

  private Program program;

  @BeforeEach
  void prepare() {
    program = new Program(directory);
  }

  @AfterEach
  void kill() {
    program.close();
  }

  private void run(List<String> properties, String... arguments) throws IOException {
    program.run(properties, arguments);
  }

  private String printed(String stream) {
    return program.printed(stream);
  }

  private int status() throws InterruptedException {
    return program.status();
  }

  private static List<String> anyPorts() {
    return List.of(
        "carillon.listeners.main.host=127.0.0.1",
        "carillon.listeners.main.port=0",
        "carillon.admin.port=0");
  }

  private String started() {
    return program.printedUntil("sendAll");
  }

  @Test
  void saysWhatListensWhereAndWhatToTry() throws Exception {
    run(anyPorts());

    assertThat(started())
        .containsPattern("listener main  ws://127\\.0\\.0\\.1:[1-9]\\d+\n")
        .containsPattern("admin API  http://127\\.0\\.0\\.1:[1-9]\\d+  without a token\n")
        .containsPattern("websocat ws://127\\.0\\.0\\.1:[1-9]\\d+/chat\n")
        .containsPattern("curl -d hello 'http://127\\.0\\.0\\.1:[1-9]\\d+/frankenphp_ws/sendAll");
    assertThat(printed("err")).isEmpty();
  }

  @Test
  void endsWellOnSigtermAndTellsItsPeersThatItIsGoing() throws Exception {
    run(anyPorts());
    Matcher listener = LISTENER.matcher(started());
    assertThat(listener.find()).isTrue();
    Peer peer =
        Peer.connect(
            HttpClient.newHttpClient(),
            URI.create("ws://127.0.0.1:" + listener.group(1) + "/chat"));

    program.interrupt();

    assertThat(peer.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    assertThat(status()).isZero();
    assertThat(printed("out")).endsWith("Stopped." + System.lineSeparator());
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run(
          List.of(
              "carillon.listeners.main.host=127.0.0.1",
              "carillon.listeners.main.port=" + taken.getLocalPort(),
              "carillon.admin.port=0"));

      assertThat(status()).isEqualTo(1);
      assertThat(printed("err").lines())
          .singleElement()
          .asString()
          .startsWith("Carillon cannot start: cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("already in use");
      assertThat(printed("out")).isEmpty();
    }
  }

  @Test
  void wrongSettingsAreListedWithoutAStackTrace() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("own.conf"), "carillon.engine.lane = 1\ncarillon.admin.port = x\n");
    run(List.of(), "--config", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(printed("err"))
        .contains("carillon.engine.lane is not a known key, did you mean lanes?")
        .contains("own.conf: 2)")
        .doesNotContain("Exception");
  }

  @Test
  void anOpenAdminPortNeedsAToken() throws Exception {
    run(List.of("carillon.admin.host=0.0.0.0"));

    assertThat(status()).isEqualTo(2);
    assertThat(printed("err")).contains("set carillon.admin.token or CARILLON_ADMIN_TOKEN");
  }

  @Test
  void neitherTheTokenNorAForgedLineReachesTheLog() throws Exception {
    List<String> properties = new ArrayList<>(anyPorts());
    properties.add("carillon.admin.token=canary-7d1c");
    run(properties);
    Matcher admin = ADMIN.matcher(started());
    assertThat(admin.find()).isTrue();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(admin.group(1)));
    for (String credentials : new String[] {"canary-7d1c", "canary-7d1c canary", "canary-wrong"}) {
      Door.raw(
          address,
          "POST /frankenphp_ws/send/a%0D%0Aforged HTTP/1.1\r\nHost: localhost\r\nAuthorization:"
              + " Bearer "
              + credentials
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    Awaitility.await().until(() -> printed("err").contains("did not reach"));
    assertThat(printed("err")).contains("a\\u000d\\u000aforged").doesNotContain("canary");
    assertThat(printed("out")).doesNotContain("canary").contains("with a bearer token");
  }

  @Test
  void checksSettingsWithoutStarting() throws Exception {
    run(List.of(), "--check");

    assertThat(status()).isZero();
    assertThat(printed("out")).isEqualTo("The settings are fine." + System.lineSeparator());
  }

  @Test
  void anUnknownOptionIsAMistakeOfTheCaller() throws Exception {
    run(List.of(), "--prot", "80");

    assertThat(status()).isEqualTo(2);
    assertThat(printed("err")).contains("--prot");
  }
}
