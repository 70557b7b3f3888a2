package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.Description;
import io.carillon.http.metrics.Metrics;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalyticsDescriptionTest {

  @Test
  void describesExactlyTheRowsBesideTheSocket() {
    Set<String> rows =
        Analytics.endpoints(null, null, InstantSource.system(), new Metrics()).stream()
            .map(row -> row.method() + " " + row.path())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(Description.of("analytics.yaml").rows()).isEqualTo(rows);
  }
}
