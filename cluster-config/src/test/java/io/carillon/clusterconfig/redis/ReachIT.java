package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The ways in which a Redis can be reached. */
class ReachIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "canary-51c2";

  @TempDir private Path directory;

  private static void handsOn(TestBridge bridge, String channel) {
    Address all = Address.of(Kind.ALL);
    try (bridge) {
      bridge.subscribed(channel).outlet(all, channel).start();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                bridge.bridge().onBroadcast(Target.all(), Message.text("x"));
                return bridge.heard.contains("/" + channel + " TEXT x");
              });
    }
  }

  @Test
  void aPasswordIsSentAndNeverLogged() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try (RedisProcess redis = RedisProcess.started("--requirepass", SECRET)) {
      handsOn(TestBridge.to(RedisAddress.of(redis.uri(), false, "", SECRET)), "secret");
      String inUri = redis.uri().replace("//", "//:" + SECRET + "@");
      handsOn(TestBridge.to(RedisAddress.of(inUri, false, "", "")), "secret");
      try (TestBridge wrong =
          TestBridge.to(RedisAddress.of(redis.uri(), false, "", SECRET + "x")).subscribed("x")) {
        wrong.start();
        await().atMost(PATIENCE).until(() -> wrong.meters.of("lost") == 1);
      }
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(text -> text.contains("out of reach") && text.contains("WRONGPASS"))
        .noneMatch(text -> text.contains(SECRET));
  }

  @Test
  void tlsIsSpokenWithWhomTheAuthoritiesVouchFor() {
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem");
    String certificate = directory.resolve("cert.pem").toString();
    String key = directory.resolve("key.pem").toString();
    try (RedisProcess redis =
        RedisProcess.stopped(
            "--tls-cert-file",
            certificate,
            "--tls-key-file",
            key,
            "--tls-ca-cert-file",
            certificate,
            "--tls-auth-clients",
            "no")) {
      redis.startTls();
      RedisAddress address = RedisAddress.of("rediss://127.0.0.1:" + redis.port(), false, "", "");
      handsOn(TestBridge.to(address).trusting(Path.of(certificate)), "safe");
      try (TestBridge stranger = TestBridge.to(address).subscribed("x")) {
        stranger.start();
        await().atMost(PATIENCE).until(() -> stranger.meters.of("lost") == 1);
      }
    }
  }

  private void run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } catch (IOException e) {
      throw new AssertionError("this test needs openssl: apt-get install openssl, or .ci/run", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSentinelSaysWhereTheMasterIs() throws IOException {
    try (RedisProcess master = RedisProcess.started()) {
      Path file = directory.resolve("sentinel.conf");
      Files.write(file, List.of("sentinel monitor main 127.0.0.1 " + master.port() + " 1"));
      try (RedisProcess sentinel = RedisProcess.started(file.toString(), "--sentinel")) {
        String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main";
        handsOn(TestBridge.to(RedisAddress.of(uri, false, "", "")), "watched");
      }
    }
  }

  @Test
  void aRedisClusterIsReachedByAnyOfItsNodes() throws Exception {
    String nodes = directory.resolve("nodes.conf").toString();
    try (RedisProcess redis =
        RedisProcess.started("--cluster-enabled", "yes", "--cluster-config-file", nodes)) {
      redis.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
      await()
          .atMost(PATIENCE)
          .until(() -> redis.command("CLUSTER", "INFO").contains("cluster_state:ok"));
      RedisAddress address = RedisAddress.of(redis.uri(), true, "", "");
      handsOn(TestBridge.to(address), "clustered");
      try (TestBridge bridge = TestBridge.to(address).start()) {
        RedisCalls<String> calls = bridge.link().calls(StringCodec.UTF8, "calls");
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    calls
                        .call(commands -> commands.set("k", "v"))
                        .exceptionally(failure -> "")
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .equals("OK"));
      }
    }
  }
}
