package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.carillon.engine.application.Lifecycle;
import io.carillon.http.settings.WebhookSettings.Batching;
import io.carillon.http.settings.WebhookSettings.Bounds;
import io.carillon.http.settings.WebhookSettings.Retrying;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSectionsTest {
  private static final String WHOLE =
      "carillon.webhooks.app { url = \"https://app.example.com/hook\", secret = canary-canary-canary }";

  private static List<WebhookSettings> read(String... lines) {
    return CarillonSettings.of(
            ConfigFactory.parseString(String.join("\n", lines))
                .withFallback(ConfigSources.shipped().load()))
        .webhooks();
  }

  private static WebhookSettings readOne(String... lines) {
    List<WebhookSettings> webhooks = read(lines);
    assertThat(webhooks).hasSize(1);
    return webhooks.get(0);
  }

  private static List<String> problemsOf(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> read(lines)).problems();
  }

  @Test
  void noneShips() {
    assertThat(read()).isEmpty();
  }

  @Test
  void aWebhookTakesWhatItLeavesOutFromTheDefaults() {
    WebhookSettings app = readOne(WHOLE);

    assertThat(app.name()).isEqualTo("app");
    assertThat(app.url()).isEqualTo(URI.create("https://app.example.com/hook"));
    assertThat(app.secret()).isEqualTo("canary-canary-canary");
    assertThat(app.selection().events())
        .containsExactlyInAnyOrder(
            Lifecycle.Event.OPEN, Lifecycle.Event.GHOST_CONNECTION_CLOSE, Lifecycle.Event.CLOSE);
    assertThat(app.selection().routes()).isEmpty();
    assertThat(app.selection().headers()).isEmpty();
    assertThat(app.batching()).isEqualTo(new Batching(100, 1024 * 1024, Duration.ofMillis(100)));
    assertThat(app.bounds()).isEqualTo(new Bounds(10_000, 16 * 1024 * 1024));
    assertThat(app.retrying())
        .isEqualTo(
            new Retrying(
                Duration.ofSeconds(10), 12, Duration.ofSeconds(1), Duration.ofSeconds(60)));
  }

  @Test
  void everyKeyCanBeSetForOneOrForAll() {
    WebhookSettings app =
        readOne(
            WHOLE,
            "carillon.webhook-defaults { batch-events = 7, max-attempts = 3 }",
            "carillon.webhooks.app { max-attempts = 4, events = [message, beforeClose]",
            "  routes = [\"/chat/{room}\"], headers = [Cookie] }");

    assertThat(app.batching().maxEvents()).isEqualTo(7);
    assertThat(app.retrying().maxAttempts()).isEqualTo(4);
    assertThat(app.selection().events())
        .containsExactlyInAnyOrder(Lifecycle.Event.MESSAGE, Lifecycle.Event.BEFORE_CLOSE);
    assertThat(app.selection().isAbout("/chat/a")).isTrue();
    assertThat(app.selection().isAbout("/chat")).isFalse();
    assertThat(app.selection().headers()).containsExactly("cookie");
  }

  @Test
  void aWebhookSetToNullIsForgotten() {
    assertThat(read(WHOLE, "carillon.webhooks.app = null")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url = "ftp://a.example/"          | app.url = ftp://a.example/: expected an https:// URL
          url = "http://198.51.100.7/"      | app.url = http://198.51.100.7/: expected an https:// URL without user and fragment; http:// only to this machine, or with allow-plain-http = on
          url = "https://u:p@a.example/"    | app.url = https://u:p@a.example/: expected an https:// URL without user
          url = "https://a.example/#x"      | app.url = https://a.example/#x: expected an https:// URL
          url = "https://a.example:99999/"  | app.url = https://a.example:99999/: expected an https:// URL
          url = "https:///hook"             | app.url = https:///hook: expected an https:// URL
          url = "a b"                       | app.url = a b: expected an https:// URL
          url = [1]                         | app.url = [1]: expected an https:// URL
          secret = short                    | app.secret = (hidden): expected at least 16 visible ASCII characters
          secret = ""                       | app.secret = (hidden): expected at least 16 visible ASCII characters without spaces, or the same in secret-file
          secret = "with a space inside it" | app.secret = (hidden): expected at least 16
          secret-file = "/nowhere"          | app.secret = (hidden): expected nothing, since secret-file is set
          allow-plain-http = maybe          | app.allow-plain-http = maybe: expected on or off
          events = [opened]                 | app.events = [opened]: expected a list of open, message, ghostConnectionClose, beforeClose, close
          events = open                     | app.events = open: expected a list of open, message
          routes = [chat]                   | app.routes = [chat]: expected a list of a path that begins with /
          headers = ["a b"]                 | app.headers = [a b]: expected a list of names of headers
          batch-events = 0                  | app.batch-events = 0: expected a number of events from 1 to 10000
          batch-bytes = 1                   | app.batch-bytes = 1: expected a size of at least 1024 bytes
          batch-delay = 0s                  | app.batch-delay = 0s: expected a duration from 1ms to 3600s
          queue-events = 0                  | app.queue-events = 0: expected a number of events from 1 to 1000000
          queue-bytes = 1000                | app.queue-bytes = 1000: expected a size of at least 65536 bytes
          timeout = 301s                    | app.timeout = 301s: expected a duration from 1ms to 300s
          max-attempts = 0                  | app.max-attempts = 0: expected a number of attempts from 1 to 1000
          min-backoff = 0s                  | app.min-backoff = 0s: expected a duration from 1ms to 3600s
          max-backoff = 500ms               | app.max-backoff = 500ms: expected a duration of at least min-backoff
          """)
  void anImpossibleValueIsNamed(String line, String problem) {
    assertThat(problemsOf(WHOLE, "carillon.webhooks.app { " + line + " }"))
        .anySatisfy(each -> assertThat(each).startsWith("carillon.webhooks." + problem))
        .noneSatisfy(each -> assertThat(each).contains("canary-canary"));
  }

  @Test
  void aWebhookWithoutAUrlIsRefused() {
    assertThat(problemsOf("carillon.webhooks.app.secret = canary-canary-canary"))
        .singleElement()
        .asString()
        .startsWith("carillon.webhooks.app.url is missing: expected an https:// URL");
  }

  @Test
  void aNameThatCannotNameAnActorOrAMeterIsRefused() {
    assertThat(
            problemsOf(
                "carillon.webhooks.\"a b\" { url = \"https://a.example\", secret = 0123456789abcdef }"))
        .singleElement()
        .asString()
        .startsWith("carillon.webhooks.\"a b\": expected a name of at most 64 letters");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestOne() {
    assertThat(problemsOf(WHOLE, "carillon.webhooks.app.batch-event = 1"))
        .singleElement()
        .asString()
        .startsWith(
            "carillon.webhooks.app.batch-event is not a known key, did you mean batch-events?");
    assertThat(problemsOf("carillon.webhook-defaults.url = \"https://a.example\""))
        .singleElement()
        .asString()
        .startsWith("carillon.webhook-defaults.url is not a known key");
  }

  @Test
  void aBadDefaultIsNamedOnce() {
    assertThat(problemsOf(WHOLE, "carillon.webhook-defaults.batch-events = 0"))
        .singleElement()
        .asString()
        .startsWith("carillon.webhook-defaults.batch-events = 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com",
        "HTTPS://app.example.com:8443/a?b=c",
        "https://[2001:db8::1]/",
        "http://127.0.0.1:3000/hook",
        "http://[::1]:3000/hook",
        "http://localhost/hook"
      })
  void theseUrlsAreFine(String url) {
    assertThat(WebhookTarget.isUrl(url, false)).isTrue();
  }

  @Test
  void plainHttpLeadsElsewhereOnlyIfThatIsAllowed() {
    assertThat(
            readOne(
                    WHOLE,
                    "carillon.webhooks.app { url = \"http://198.51.100.7/\","
                        + " allow-plain-http = on }")
                .url())
        .isEqualTo(URI.create("http://198.51.100.7/"));
  }

  @Test
  void aSecretCanComeFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");

    assertThat(
            readOne(
                    "carillon.webhooks.app { url = \"https://a.example/\"",
                    "secret-file = \"" + file + "\" }")
                .secret())
        .isEqualTo("0123456789abcdef");
  }

  @Test
  void aFileWithoutASecretIsNamedAndNotShown(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "canary");

    for (Path each : List.of(file, folder.resolve("missing"), folder)) {
      assertThat(
              problemsOf(
                  "carillon.webhooks.app { url = \"https://a.example/\"",
                  "secret-file = \"" + each + "\" }"))
          .singleElement()
          .asString()
          .startsWith(
              "carillon.webhooks.app.secret-file = "
                  + each
                  + ": expected a file that can be read and holds at least 16")
          .doesNotContain("canary");
    }
  }

  @Test
  void theSecretAndThePathReachNoLog() {
    assertThat(readOne(WHOLE).toString())
        .contains("app.example.com")
        .doesNotContain("canary")
        .doesNotContain("/hook");
  }
}
