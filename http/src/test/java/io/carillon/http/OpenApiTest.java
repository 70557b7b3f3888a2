package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {

  @Test
  void describesExactlyTheRowsOfTheAdminPort() {
    Set<String> rows =
        CarillonServer.endpoints(
                null,
                null,
                CarillonSettings.of(ConfigSources.shipped().load()),
                new Metrics(),
                null)
            .stream()
            .map(row -> row.method() + " " + row.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(Description.of("openapi.yaml").rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.yaml", "analytics.yaml"})
  void refersOnlyToWhatItDefines(String file) {
    Description description = Description.of(file);

    assertThat(description.references()).hasSizeGreaterThan(10).allMatch(description::defines);
  }
}
