package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.engine.EngineSettings;
import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.Protocol;
import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;
import io.carillon.engine.registry.StateSettings;
import io.carillon.engine.registry.Waves;
import io.carillon.http.analytics.store.StoreLimits;
import io.carillon.http.jobs.Calendar;
import io.carillon.http.jobs.FixedRate;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.RunOn;
import io.carillon.http.jobs.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarillonSettingsTest {
  @TempDir private Path directory;

  private CarillonSettings read(String... lines) {
    return CarillonSettings.of(
        new ConfigSources(Optional.of(file(lines)), Map.of(), new Properties()).load());
  }

  private Path file(String... lines) {
    try {
      return Files.write(directory.resolve("carillon.conf"), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> problemsOf(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> read(lines)).problems();
  }

  private static ListenerSettings listener(CarillonSettings settings, String name) {
    return settings.listeners().stream()
        .filter(listener -> listener.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theShippedEngineHasTheDocumentedNumbers() {
    assertThat(CarillonSettings.of(ConfigSources.shipped().load()).engine())
        .isEqualTo(
            new EngineSettings(
                0,
                1024,
                1024 * 1024,
                Duration.ofSeconds(25),
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                1024,
                10_000,
                Duration.ofMinutes(10),
                new StateSettings(
                    128,
                    64 * 1024,
                    64 * 1024,
                    10_000,
                    1024 * 1024,
                    10_000,
                    Optional.empty(),
                    Duration.ofSeconds(1)),
                new GlobalSettings(100_000, 64 * 1024 * 1024)));
  }

  @Test
  void aNodeByItselfClosesEverybodyAtOnceAndOneOfAClusterLittleByLittle() {
    Waves alone = CarillonSettings.of(ConfigSources.shipped().load()).shutdown().waves();
    assertThat(alone).isEqualTo(new Waves(Duration.ZERO, 20_000, Duration.ofSeconds(2)));
    assertThat(alone.isAtOnce()).isTrue();
    assertThat(read("").shutdown().keepServingFor()).isZero();
    String cluster = "carillon.cluster { environment = static, seeds = [\"127.0.0.1\"] }";
    assertThat(read(cluster).shutdown().waves())
        .isEqualTo(new Waves(Duration.ofSeconds(5), 20_000, Duration.ofSeconds(2)));
    assertThat(read(cluster, "carillon.shutdown.close-over = 0s").shutdown().waves().isAtOnce())
        .isTrue();
  }

  @Test
  void theShippedListenerTakesAnyPathAndEchoesOnOne() {
    CarillonSettings settings = CarillonSettings.of(ConfigSources.shipped().load());

    assertThat(settings.listeners())
        .containsExactly(
            new ListenerSettings(
                "main",
                "0.0.0.0",
                5000,
                false,
                1024 * 1024,
                1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Optional.empty(),
                100_000,
                4096,
                true,
                List.of(),
                Map.of("/echo", new RouteSettings(Protocol.ECHO, OverflowPolicy.DROP_NEWEST)),
                new RouteSettings(Protocol.RAW, OverflowPolicy.DROP_NEWEST)));
  }

  @Test
  void theShippedAdminPortIsLoopbackOnly() {
    AdminSettings admin = CarillonSettings.of(ConfigSources.shipped().load()).admin();

    assertThat(admin.host()).isEqualTo("127.0.0.1");
    assertThat(admin.port()).isEqualTo(2019);
    assertThat(admin.maxBodyBytes()).isEqualTo(16 * 1024 * 1024);
    assertThat(admin.sends())
        .isEqualTo(
            new AdminSettings.SendDefaults(Opcode.AUTO, Level.WRITTEN, Duration.ofSeconds(1)));
    assertThat(admin.everybody()).isEqualTo(AdminSettings.Everybody.CONNECTED);
  }

  @Test
  void theShippedSubscriptionsAreLenientAndBounded() {
    assertThat(CarillonSettings.of(ConfigSources.shipped().load()).subscriptions())
        .isEqualTo(
            new SubscriptionSettings(
                Validation.LENIENT, "", new SubscriptionLimits(128, 1024, 64 * 1024)));
  }

  @Test
  void theShippedAnalyticsHaveTheDocumentedNumbers() {
    assertThat(CarillonSettings.of(ConfigSources.shipped().load()).analytics())
        .isEqualTo(
            new AnalyticsSettings(
                Duration.ofSeconds(5),
                100,
                100_000,
                16 * 1024,
                AnalyticsSettings.Storage.MEMORY,
                new StoreLimits(100_000, 1_000, 10_000, 16 * 1024 * 1024, 10_000)));
  }

  @Test
  void aListenerTakesWhatItLeavesOutFromTheDefaults() {
    CarillonSettings settings =
        read(
            "carillon.listener-defaults { compression = on, overflow = close }",
            "carillon.listeners.chat { port = 0, routes { \"/a\" { protocol = echo } } }");

    ListenerSettings chat = listener(settings, "chat");
    assertThat(chat.compression()).isTrue();
    assertThat(chat.defaultRoute())
        .isEqualTo(new RouteSettings(Protocol.RAW, OverflowPolicy.CLOSE));
    assertThat(chat.routes())
        .containsExactly(Map.entry("/a", new RouteSettings(Protocol.ECHO, OverflowPolicy.CLOSE)));
  }

  @Test
  void analyticsConflatesUnlessItsRouteSaysOtherwise() {
    CarillonSettings settings =
        read(
            "carillon.listeners.main.routes.\"/a\" { protocol = analytics }",
            "carillon.listeners.main.routes.\"/b\" { protocol = analytics, overflow = close }");

    assertThat(listener(settings, "main").routes())
        .contains(
            Map.entry("/a", new RouteSettings(Protocol.ANALYTICS, OverflowPolicy.CONFLATE)),
            Map.entry("/b", new RouteSettings(Protocol.ANALYTICS, OverflowPolicy.CLOSE)));
  }

  @Test
  void aRouteCanBeAPattern() {
    CarillonSettings settings =
        read("carillon.listeners.main.routes { \"/chat/{room}\" {}, \"/chat/a\" {} }");
    assertThat(listener(settings, "main").routes()).containsKeys("/chat/{room}", "/chat/a");
  }

  @Test
  void patternsThatMatchTheSamePathsAreNamed() {
    assertThat(
            problemsOf(
                "carillon.listeners.main.routes.\"/chat/{a}\" {}",
                "carillon.listeners.main.routes.\"/chat/{b}\" {}"))
        .singleElement()
        .asString()
        .startsWith(
            "carillon.listeners.main.routes.\"/chat/{b}\": expected a pattern that matches other"
                + " paths than those before it do");
  }

  @Test
  void theShippedServerRelaysNothingAndKeepsLittle() {
    CarillonSettings settings = CarillonSettings.of(ConfigSources.shipped().load());
    assertThat(settings.events())
        .isEqualTo(
            new EventSettings(
                Set.of(), false, Optional.empty(), Duration.ofMillis(100), 100, 1024 * 1024));
    assertThat(settings.server())
        .isEqualTo(new ServerSettings(200, 64, 256 * 1024, 8 * 1024 * 1024));
    assertThat(settings.admin().enabled()).isTrue();
  }

  @Test
  void aFolderOfEventsNeedsARouteThatSpeaksThem() {
    assertThat(problemsOf("carillon.events.queue-directory = /tmp/queue"))
        .singleElement()
        .asString()
        .startsWith(
            "carillon.events.queue-directory = /tmp/queue: expected \"\" as long as no route"
                + " speaks events");
    assertThat(
            read(
                    "carillon.events.queue-directory = /tmp/queue",
                    "carillon.listeners.main.routes.\"/e\".protocol = events")
                .events()
                .queueDirectory())
        .contains(Path.of("/tmp/queue"));
  }

  @Test
  void aListenerSetToNullIsForgotten() {
    assertThat(read("carillon.listeners { main = null, chat { port = 0 } }").listeners())
        .extracting(ListenerSettings::name)
        .containsExactly("chat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          carillon.listeners.main.port = 70000         | carillon.listeners.main.port = 70000: expected a port from 0 to 65535
          carillon.listeners.main.port = -1            | carillon.listeners.main.port = -1: expected a port from 0 to 65535
          carillon.listeners.main.port = 80.5          | carillon.listeners.main.port = 80.5: expected a port from 0 to 65535
          carillon.listeners.main.port = http          | carillon.listeners.main.port = http: expected a port from 0 to 65535
          carillon.listeners.main.port = [1]           | carillon.listeners.main.port = [1]: expected a port from 0 to 65535
          carillon.listeners.main.host = "a b"         | carillon.listeners.main.host = a b: expected a host name
          carillon.listeners.main.host = "h:80"        | carillon.listeners.main.host = h:80: expected a host name
          carillon.listeners.main.compression = maybe  | carillon.listeners.main.compression = maybe: expected on or off
          carillon.listeners.main.overflow = block     | carillon.listeners.main.overflow = block: expected one of drop-newest, drop-oldest, conflate, close
          carillon.listeners.main.protocol = stomp     | carillon.listeners.main.protocol = stomp: expected one of raw, echo, subscriptions, events, analytics, relay
          carillon.subscriptions.validation = loose    | carillon.subscriptions.validation = loose: expected one of lenient, strict
          carillon.subscriptions.max-subscriptions = 0 | carillon.subscriptions.max-subscriptions = 0: expected a number of subscriptions from 1 to 1000000
          carillon.subscriptions.max-filter-values=1.5 | carillon.subscriptions.max-filter-values = 1.5: expected a number of keys and values from 1 to 1000000
          carillon.subscriptions.max-subscribe-bytes=1 | carillon.subscriptions.max-subscribe-bytes = 1: expected a size of at least 128 bytes
          carillon.subscriptions.token = x             | carillon.subscriptions.token is not a known key
          carillon.relay.scope = world                 | carillon.relay.scope = world: expected one of listener, route, all
          carillon.relay.to-sender = perhaps           | carillon.relay.to-sender = perhaps: expected on or off
          carillon.relay.echo = on                     | carillon.relay.echo is not a known key
          carillon.shutdown.keep-serving-for = -1s     | carillon.shutdown.keep-serving-for = -1s: expected a duration from 0ms to 600s
          carillon.shutdown.keep-serving-for = 11m     | carillon.shutdown.keep-serving-for = 11m: expected a duration from 0ms to 600s
          carillon.shutdown.close-over = -1s           | carillon.shutdown.close-over = -1s: expected a duration from 0ms to 3600s
          carillon.shutdown.close-over = 61m           | carillon.shutdown.close-over = 61m: expected a duration from 0ms to 3600s
          carillon.shutdown.close-over = soon          | carillon.shutdown.close-over = soon: expected a duration from 0ms to 3600s
          carillon.shutdown.closes-per-second = 0      | carillon.shutdown.closes-per-second = 0: expected a number of connections from 1 to 1000000
          carillon.shutdown.closes-per-second = 1.5    | carillon.shutdown.closes-per-second = 1.5: expected a number of connections from 1 to 1000000
          carillon.shutdown.retry-within = 0s          | carillon.shutdown.retry-within = 0s: expected a duration from 1ms to 600s
          carillon.shutdown.retry-within = 11m         | carillon.shutdown.retry-within = 11m: expected a duration from 1ms to 600s
          carillon.shutdown.over = 1s                  | carillon.shutdown.over is not a known key
          carillon.max-jobs = 10001                    | carillon.max-jobs = 10001: expected a number of jobs from 0 to 10000
          carillon.jobs-run-on = all                   | carillon.jobs-run-on = all: expected one of leader, each
          carillon.job-defaults.time-zone = Mars       | carillon.job-defaults.time-zone = Mars: expected a time zone, as in UTC, Europe/Paris or +02:00
          carillon.job-defaults.opcode = auto          | carillon.job-defaults.opcode = auto: expected one of text, binary
          carillon.job-defaults.level = processed      | carillon.job-defaults.level = processed: expected one of accepted, written, received
          carillon.job-defaults.timeout = 61s          | carillon.job-defaults.timeout = 61s: expected a duration from 1ms to 60s
          carillon.job-defaults.every = 10s            | carillon.job-defaults.every is not a known key
          carillon.jobs."a b" { every = 10s, message = x, target.all = true } | carillon.jobs."a b": expected a name of 1 to 64 letters, digits, _ and -
          carillon.jobs.a { message = x, target.all = true } | carillon.jobs.a.every is missing: expected every = 10s or cron = "0 9 * * MON-FRI"
          carillon.jobs.a { every = 1ms, message = x, target.all = true } | carillon.jobs.a.every = 1ms: expected a duration from 10ms to 604800s
          carillon.jobs.a { every = 10s, cron = "@daily", message = x, target.all = true } | carillon.jobs.a.every: expected either every or cron
          carillon.jobs.a { cron = "61 * * * *", message = x, target.all = true } | carillon.jobs.a.cron = 61 * * * *: expected a cron expression: Failed to parse cron expression. Value 61 not in range [0, 59]
          carillon.jobs.a { cron = "0 0 30 2 *", message = x, target.all = true } | carillon.jobs.a.cron = 0 0 30 2 *: expected a cron expression: it names no time that will come
          carillon.jobs.a { every = 10s, target.all = true } | carillon.jobs.a.message is missing: expected a template
          carillon.jobs.a { every = 10s, message = "{{now}}", target.all = true } | carillon.jobs.a.message = {{now}}: expected a template: unknown placeholder {{now}}; known: unix
          carillon.jobs.a { every = 10s, message = [], target.all = true } | carillon.jobs.a.message = []: expected a template
          carillon.jobs.a { every = 10s, message = x } | carillon.jobs.a.target is missing: expected a block
          carillon.jobs.a { every = 10s, message = x, target {} } | carillon.jobs.a.target.all is missing: expected exactly one of route, all, listener, tag, tags
          carillon.jobs.a { every = 10s, message = x, target.all = false } | carillon.jobs.a.target.all = false: expected true
          carillon.jobs.a { every = 10s, message = x, target { all = true, tag = t } } | carillon.jobs.a.target.tag: expected nothing beside all
          carillon.jobs.a { every = 10s, message = x, target { all = true, route = "/r" } } | carillon.jobs.a.target.route: expected nothing beside all
          carillon.jobs.a { every = 10s, message = x, target.route = r } | carillon.jobs.a.target.route = r: expected a path, as in "/chat"
          carillon.jobs.a { every = 10s, message = x, target.tag-expression = "(a" } | carillon.jobs.a.target.tag-expression = (a: expected a tag expression: invalid tag expression
          carillon.jobs.a { every = 10s, message = x, target.connections = [""] } | carillon.jobs.a.target.connections = []: expected a list of connection ids
          carillon.jobs.a { every = 10s, message = x, target.all = true, time-to-live = 0s } | carillon.jobs.a.time-to-live = 0s: expected a duration
          carillon.jobs.a { every = 10s, message = x, target.all = true, quorum = 0 } | carillon.jobs.a.quorum = 0: expected a number of targets from 1 to
          carillon.jobs.a { every = 10s, message = x, target.all = true, conflation-key = "" } | carillon.jobs.a.conflation-key = : expected 1 to 256 characters
          carillon.jobs.a { every = 10s, message = x, target.all = true, zone = UTC } | carillon.jobs.a.zone is not a known key
          carillon.listeners.main.unknown-route = 404  | carillon.listeners.main.unknown-route = 404: expected one of accept, reject
          carillon.listeners.main.max-message-bytes=-1 | carillon.listeners.main.max-message-bytes = -1: expected a size of at least 1 bytes
          carillon.listeners.main.max-message-bytes=3GiB | carillon.listeners.main.max-message-bytes = 3GiB: expected a size
          carillon.listeners.main.message-timeout = 3 parsecs | carillon.listeners.main.message-timeout = 3 parsecs: expected a duration from 1ms to 3600s
          carillon.listeners.main.allowed-origins = ["https://a.example/"] | carillon.listeners.main.allowed-origins = [https://a.example/]: expected a list of origins
          carillon.listeners.main.routes.chat {}       | carillon.listeners.main.routes.chat: expected a path that begins with /
          carillon.listeners.main.routes."/c{r}" {}    | carillon.listeners.main.routes."/c{r}": expected a path that begins with /, as in "/chat", or a pattern whose placeholders are whole segments with names of their own
          carillon.listeners.main.routes."/{a}/{a}" {} | carillon.listeners.main.routes."/{a}/{a}": expected a path that begins with /
          carillon.listeners.main.routes."/c" = raw    | carillon.listeners.main.routes."/c" = raw: expected a block
          carillon.listeners.main = 5000               | carillon.listeners.main = 5000: expected a block
          carillon.engine.lanes = -1                   | carillon.engine.lanes = -1: expected a number of threads from 0 to 256
          carillon.engine.outbox-bytes = big           | carillon.engine.outbox-bytes = big: expected a size
          carillon.engine.ping-after = 0s              | carillon.engine.ping-after = 0s: expected a duration
          carillon.engine.stall-after = -5s            | carillon.engine.stall-after = -5s: expected a duration
          carillon.listeners.main.slow-after = never   | carillon.listeners.main.slow-after = never: expected engine or a duration from 1ms to 3600s
          carillon.engine.slow-after = {}              | carillon.engine.slow-after = {}: expected a duration
          carillon.engine.state.information-keys = 0   | carillon.engine.state.information-keys = 0: expected a number of keys from 1 to 1000000
          carillon.engine.state.session-bytes = 1      | carillon.engine.state.session-bytes = 1: expected a size of at least 2 bytes
          carillon.engine.state.information-bytes = 0  | carillon.engine.state.information-bytes = 0: expected a size of at least 1 bytes
          carillon.engine.state.sent-messages = 0      | carillon.engine.state.sent-messages = 0: expected a number of messages from 1
          carillon.engine.state.sent-bytes = 0B        | carillon.engine.state.sent-bytes = 0B: expected a size of at least 1 bytes
          carillon.engine.state.max-ghosts = -1        | carillon.engine.state.max-ghosts = -1: expected a number of ghosts from 0
          carillon.engine.state.ghost-time-to-live = never | carillon.engine.state.ghost-time-to-live = never: expected off or a duration from 1ms to
          carillon.engine.state.ghost-time-to-live = 0s | carillon.engine.state.ghost-time-to-live = 0s: expected off or a duration
          carillon.engine.state.before-close-timeout = 2m | carillon.engine.state.before-close-timeout = 2m: expected a duration from 1ms to 60s
          carillon.engine.global.entries = 0           | carillon.engine.global.entries = 0: expected a number of entries from 1 to 100000000
          carillon.engine.global.bytes = none          | carillon.engine.global.bytes = none: expected a size of at least 1 bytes
          carillon.analytics.heartbeat-interval = 0s   | carillon.analytics.heartbeat-interval = 0s: expected a duration from 1ms to 3600s
          carillon.analytics.requests-per-minute = -1  | carillon.analytics.requests-per-minute = -1: expected a number of requests from 0 to
          carillon.analytics.remembered-addresses = 0  | carillon.analytics.remembered-addresses = 0: expected a number of addresses from 1 to
          carillon.analytics.max-body-bytes = 0        | carillon.analytics.max-body-bytes = 0: expected a size of at least 1 bytes
          carillon.analytics.max-visitors = 0          | carillon.analytics.max-visitors = 0: expected a number of visitors from 1 to
          carillon.analytics.max-themes = none         | carillon.analytics.max-themes = none: expected a number of themes from 1 to
          carillon.analytics.timeline-events = 0       | carillon.analytics.timeline-events = 0: expected a number of events from 1 to
          carillon.analytics.timeline-bytes = 10       | carillon.analytics.timeline-bytes = 10: expected a size of at least 1024 bytes
          carillon.analytics.heatmap-clicks = 0.5      | carillon.analytics.heatmap-clicks = 0.5: expected a number of clicks from 1 to
          carillon.events.relay = maybe                | carillon.events.relay = maybe: expected on or off
          carillon.events.queue-poll = 2m              | carillon.events.queue-poll = 2m: expected a duration from 1ms to 60s
          carillon.events.queue-files-per-turn = 0     | carillon.events.queue-files-per-turn = 0: expected a number of files
          carillon.events.queue-file-bytes = 0         | carillon.events.queue-file-bytes = 0: expected a size
          carillon.server.handler-threads = 0          | carillon.server.handler-threads = 0: expected a number of threads
          carillon.server.inbox-messages = 0           | carillon.server.inbox-messages = 0: expected a number of messages
          carillon.server.inbox-bytes = 0              | carillon.server.inbox-bytes = 0: expected a size
          carillon.server.http-body-bytes = 0          | carillon.server.http-body-bytes = 0: expected a size
          carillon.admin.enabled = maybe               | carillon.admin.enabled = maybe: expected on or off
          carillon.admin.opcode = utf8                 | carillon.admin.opcode = utf8: expected one of auto, text, binary
          carillon.admin.level = processed             | carillon.admin.level = processed: expected one of accepted, written, received
          carillon.admin.timeout = 61s                 | carillon.admin.timeout = 61s: expected a duration from 1ms to 60s
          carillon.admin.host = 0.0.0.0                | carillon.admin.host = 0.0.0.0: expected a loopback address as long as no token is set; set carillon.admin.token
          carillon.admin.token = "two words"           | carillon.admin.token = (hidden): expected visible ASCII characters without spaces
          carillon.admin.token = [secret]              | carillon.admin.token = (hidden): expected visible ASCII
          carillon.admin.failed-logins-per-minute=-1 | carillon.admin.failed-logins-per-minute = -1: expected a number of wrong tokens from 0 to 1000000
          carillon.admin.frankenphp-listener = web     | carillon.admin.frankenphp-listener = web: expected "" or the name of a listener: main
          carillon.admin.gateway-listener = web        | carillon.admin.gateway-listener = web: expected "" or the name of a listener: main
          carillon.admin.allowed-hosts = ["a:80"]      | carillon.admin.allowed-hosts = [a:80]: expected a list of host names without a port
          """)
  void anImpossibleValueIsNamedWithItsFileAndLine(String line, String problem) {
    assertThat(problemsOf("# a comment", line))
        .singleElement()
        .asString()
        .startsWith(problem)
        .endsWith("(" + directory.resolve("carillon.conf") + ": 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          carillon.engine.lane = 1             | carillon.engine.lane is not a known key, did you mean lanes?
          carillon.engine.state.keys = 1       | carillon.engine.state.keys is not a known key
          carillon.engine.global.byte = 1      | carillon.engine.global.byte is not a known key, did you mean bytes?
          carillon.engines.lanes = 1           | carillon.engines is not a known key, did you mean engine?
          carillon.listeners.main.prot = 1     | carillon.listeners.main.prot is not a known key, did you mean port?
          carillon.listener-defaults.port = 1  | carillon.listener-defaults.port is not a known key
          carillon.listeners.main.routes."/c".protocl = raw | carillon.listeners.main.routes."/c".protocl is not a known key, did you mean protocol?
          carillon.admin.bearer = x            | carillon.admin.bearer is not a known key; known here: host
          """)
  void anUnknownKeyIsNamedWithTheNearestOne(String line, String problem) {
    assertThat(problemsOf("", "", line))
        .singleElement()
        .asString()
        .startsWith(problem)
        .endsWith("carillon.conf: 3)");
  }

  @Test
  void aJobTakesWhatItLeavesOutFromTheDefaults() {
    JobSettings jobs =
        read(
                "carillon.job-defaults { time-zone = Europe/Paris, opcode = binary, timeout = 100ms"
                    + " }",
                "carillon.jobs {",
                "  b { cron = \"@daily\", target { tag-expression = vip, route = \"/r\" }, message"
                    + " = x }",
                "  a { every = 10s, target { users = [u, v], exclude = [c] }, message ="
                    + " \"{{run}}\",",
                "      opcode = text, level = received, timeout = 2s, time-to-live = 1m,",
                "      conflation-key = k, time-zone = UTC, quorum = 3 }",
                "  forgotten = null",
                "}")
            .jobs();
    BroadcastOptions options = BroadcastOptions.DEFAULT.withLatency();

    assertThat(jobs.most()).isEqualTo(256);
    assertThat(jobs.runOn()).isEqualTo(RunOn.LEADER);
    assertThat(jobs.configured())
        .containsExactly(
            new Job(
                "a",
                new FixedRate(Duration.ofSeconds(10), ZoneId.of("UTC")),
                Target.user("u", "v").excluding(Set.of(new ConnectionId("c"))),
                Template.of("{{run}}"),
                Message.Kind.TEXT,
                options
                    .withLevel(Level.RECEIVED)
                    .withTimeout(Duration.ofSeconds(2))
                    .withQuorum(3)
                    .withTimeToLive(Duration.ofMinutes(1))
                    .withConflationKey("k")),
            new Job(
                "b",
                Calendar.of("@daily", ZoneId.of("Europe/Paris")),
                Target.tagExpression("vip").within("/r"),
                Template.of("x"),
                Message.Kind.BINARY,
                options.withTimeout(Duration.ofMillis(100))));
  }

  @Test
  void noMoreJobsThanMayBe() {
    assertThat(
            problemsOf(
                "carillon.max-jobs = 1",
                "carillon.jobs.a { every = 10s, message = x, target.all = true }",
                "carillon.jobs.b { every = 10s, message = x, target.all = true }"))
        .singleElement()
        .asString()
        .startsWith("carillon.jobs.b: expected no more jobs than carillon.max-jobs");
  }

  @Test
  void theShippedRelayIsOneGroupForEachListener() {
    assertThat(CarillonSettings.of(ConfigSources.shipped().load()).relay())
        .isEqualTo(new RelaySettings(RelaySettings.Scope.LISTENER, true));
  }

  @Test
  void allProblemsAreListedAtOnce() {
    assertThat(
            problemsOf(
                "carillon.engine.lanes = many",
                "carillon.listeners.main.port = 70000",
                "carillon.listeners.main.backlogg = 1",
                "carillon.admin.port = x"))
        .hasSize(4);
  }

  @Test
  void aListenerWithoutAPortIsRefused() {
    assertThat(problemsOf("carillon.listeners.chat {}"))
        .singleElement()
        .asString()
        .startsWith("carillon.listeners.chat.port is missing: expected a port from 0 to 65535");
  }

  @Test
  void aBadDefaultIsNamedOnce() {
    assertThat(problemsOf("carillon.listener-defaults.backlog = 0"))
        .singleElement()
        .asString()
        .startsWith("carillon.listener-defaults.backlog = 0");
  }

  @Test
  void aTokenIsNeverShown() {
    assertThat(read("carillon.admin { host = \"0.0.0.0\", token = canary }").toString())
        .doesNotContain("canary");
    assertThat(read("carillon.subscriptions.publisher-token = canary").toString())
        .doesNotContain("canary");
    assertThat(problemsOf("carillon.subscriptions.publisher-token = \"canary canary\"").toString())
        .doesNotContain("canary canary");
    assertThat(problemsOf("carillon.admin.token = \"canary canary\"").toString())
        .doesNotContain("canary canary");
  }

  @Test
  void aWiderAdminHostIsTakenWithAToken() {
    assertThat(read("carillon.admin { host = \"0.0.0.0\", token = secret }").admin().host())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void aFileThatIsNoHoconIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("carillon {", "  port = = 1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("carillon.conf: 2");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    ConfigSources sources =
        new ConfigSources(
            Optional.of(directory.resolve("nowhere.conf")), Map.of(), new Properties());

    assertThatThrownBy(sources::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nowhere.conf: no such file");
  }
}
