package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import io.carillon.clusterconfig.redis.Forward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
  @TempDir private Path directory;

  private CarillonSettings read(String... lines) {
    try {
      Path file = Files.write(directory.resolve("carillon.conf"), List.of(lines));
      return CarillonSettings.of(
          new ConfigSources(Optional.of(file), Map.of(), new Properties()).load());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> problemsOf(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> read(lines)).problems();
  }

  @Test
  void thereIsNoneUnlessAnAddressIsGiven() {
    assertThat(CarillonSettings.of(ConfigSources.shipped().load()).redis()).isEmpty();
  }

  @Test
  void theRestHasTheDocumentedNumbers() {
    RedisSettings redis = read("carillon.redis.uri = \"redis://h:1\"").redis().orElseThrow();

    assertThat(redis.link().address()).hasToString("redis://h:1/0");
    assertThat(redis.link().authorities()).isEmpty();
    assertThat(redis.link().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(redis.link().commandTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(redis.link().reconnectAfter()).isEqualTo(Duration.ofMillis(100));
    assertThat(redis.link().reconnectAtMost()).isEqualTo(Duration.ofSeconds(5));
    assertThat(redis.keyPrefix()).isEmpty();
    assertThat(redis.bridge().forward()).isEqualTo(Forward.EACH);
    assertThat(redis.bridge().inlets()).isEmpty();
    assertThat(redis.bridge().outlets()).isEmpty();
    assertThat(redis.bridge().bounds())
        .isEqualTo(new Bounds(64, 1024, 16 << 20, 1 << 20, Overflow.DROP_OLDEST));
  }

  @Test
  void rowsAreReadInTheirOrder() {
    RedisSettings redis =
        read(
                "carillon.redis { uri = \"redis://h\", forward = leader",
                "  subscribe = [",
                "    { channel = \"chat:{room}\", target { route = \"/chat/{room}\" } }",
                "    { pattern = \"n.*\", target { tag = \"{channel}\" }, opcode = binary }",
                "    { channel = \"a\", target { analytics = on } }",
                "  ]",
                "  publish = [ { target { route = \"/r/{x}\" }, channel = \"out:{x}\" },",
                "    { target { analytics = on }, channel = \"a\" } ]",
                "}")
            .redis()
            .orElseThrow();

    assertThat(redis.bridge().forward()).isEqualTo(Forward.LEADER);
    assertThat(redis.bridge().inlets())
        .extracting(inlet -> inlet.from() + " " + inlet.to().kind() + " " + inlet.framing())
        .containsExactly("chat:{room} ROUTE AUTO", "n.* TAG BINARY", "a ANALYTICS AUTO");
    assertThat(redis.bridge().outlets())
        .extracting(outlet -> outlet.from().kind() + " " + outlet.channel())
        .containsExactly(Kind.ROUTE + " out:{x}", Kind.ANALYTICS + " a");
  }

  @Test
  void everyProblemIsNamedAtOnceWithItsPlace() {
    List<String> problems =
        problemsOf(
            "carillon.redis {",
            "  uri = \"redis://:canary@h:port\"",
            "  cluster = maybe",
            "  connect-timeout = 2h",
            "  command-timeout = 0s",
            "  certificate-authorities = /nowhere.pem",
            "  forward = both",
            "  max-in-flight = 0",
            "  max-waiting = -1",
            "  max-message-bytes = 0",
            "  overflow = wait",
            "  reconnect-after = 10s",
            "  sucbscribe = []",
            "  subscribe = [",
            "    { channel = \"chat:{room}\", target { route = \"/{hall}\" } }",
            "    { pattern = \"\", channel = x, target { all = off } }",
            "    { channel = \"{a}{b}\", target { tag = t, user = u } }",
            "    { channel = y, target { subscriptions = on }, opcode = blob, x = 1 }",
            "    nothing",
            "  ]",
            "  publish = [ { target { subscriptions = on }, channel = z },",
            "    { target { tag = t }, channel = \"chat:{x}\" },",
            "    { target { user = \"{u}\" }, channel = \"chat:{u}\" } ]",
            "}");

    assertThat(problems).noneMatch(line -> line.contains("canary"));
    assertThat(problems)
        .extracting(line -> line.replaceAll("[ :=].*", ""))
        .containsExactlyInAnyOrder(
            "carillon.redis.uri",
            "carillon.redis.cluster",
            "carillon.redis.connect-timeout",
            "carillon.redis.command-timeout",
            "carillon.redis.certificate-authorities",
            "carillon.redis.forward",
            "carillon.redis.max-in-flight",
            "carillon.redis.max-waiting",
            "carillon.redis.max-message-bytes",
            "carillon.redis.overflow",
            "carillon.redis.reconnect-at-most",
            "carillon.redis.sucbscribe",
            "carillon.redis.subscribe[0].target.route",
            "carillon.redis.subscribe[1].channel",
            "carillon.redis.subscribe[1].pattern",
            "carillon.redis.subscribe[1].target.all",
            "carillon.redis.subscribe[2].channel",
            "carillon.redis.subscribe[2].target",
            "carillon.redis.subscribe[3].opcode",
            "carillon.redis.subscribe[3].x",
            "carillon.redis.subscribe[4]",
            "carillon.redis.publish[0].target",
            "carillon.redis.publish[1].channel",
            "carillon.redis.publish[1].channel",
            "carillon.redis.publish[2].channel");
    assertThat(problems)
        .filteredOn(line -> line.startsWith("carillon.redis.subscribe[0]"))
        .allMatch(line -> line.contains("carillon.conf: 15)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ target { route = \"/r\" }, channel = \"chat:x\" }",
        "{ target { analytics = on }, channel = \"chat:x\" }",
        "{ target { route = \"/{a}\" }, channel = \"{a}:x\" }",
        "{ target { all = on }, channel = \"events\" }"
      })
  void aChannelThatComesBackIsRefused(String row) {
    List<String> problems =
        problemsOf(
            "carillon.redis { uri = \"redis://h\", publish = [ " + row + " ], subscribe = [",
            "  { channel = \"chat:{room}\", target { route = \"/chat/{room}\" } }",
            "  { channel = \"events\", target { analytics = on } } ] }");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).contains("does not bring back");
  }

  @Test
  void aStoreInRedisNeedsARedis() {
    assertThat(problemsOf("carillon.analytics.store = redis"))
        .hasSize(1)
        .allMatch(line -> line.contains("carillon.redis.uri"));
    assertThat(
            read("carillon.analytics.store = redis", "carillon.redis.uri = \"redis://h\"")
                .analytics()
                .storage())
        .isEqualTo(AnalyticsSettings.Storage.REDIS);
  }
}
