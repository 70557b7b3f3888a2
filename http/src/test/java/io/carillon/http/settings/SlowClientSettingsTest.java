package io.carillon.http.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.engine.connection.ListenerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workerman never closes a client that reads too slowly: what is shown for it must not either. */
class SlowClientSettingsTest {
  private static final Path PAGES = Path.of(System.getProperty("carillon.root"), "docs/protocol");

  private static Optional<Duration> slowAfterOnWorkerman(Config config) {
    return CarillonSettings.of(config.withFallback(ConfigSources.shipped().load()).resolve())
        .listeners()
        .stream()
        .filter(listener -> listener.name().equals("workerman"))
        .findFirst()
        .flatMap(ListenerSettings::slowAfter);
  }

  @Test
  void theDemoKeepsThem() {
    assertThat(slowAfterOnWorkerman(ConfigFactory.parseResources("demo.conf")))
        .contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"workerman.md", "gateway.md"})
  void whatThePagesShowKeepsThem(String page) throws IOException {
    String[] parts = Files.readString(PAGES.resolve(page)).split("```hocon\n");
    for (int i = 1; i < parts.length; i++) {
      Config block = ConfigFactory.parseString(parts[i].substring(0, parts[i].indexOf("```")));
      if (block.hasPath("carillon.listeners.workerman")) {
        assertThat(slowAfterOnWorkerman(block)).contains(Duration.ofHours(1));
        return;
      }
    }
    throw new AssertionError(page + " shows no listener");
  }
}
