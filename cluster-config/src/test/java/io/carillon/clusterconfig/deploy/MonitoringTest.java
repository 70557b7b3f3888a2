package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That alerts and dashboards ask for meters and tags that there are. */
class MonitoringTest {
  private static final Pattern METER =
      Pattern.compile("\\b((?:carillon|maicivy)_[a-z_]+)(\\{[^}]*})?");
  private static final Pattern TAG = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern BY = Pattern.compile("by \\(([a-z_, ]+)\\)");

  private static Map<String, String> alerts() {
    Map<String, String> alerts = new LinkedHashMap<>();
    DeployFile.of("monitoring/alerts.yaml")
        .yaml()
        .at("/groups/0/rules")
        .forEach(rule -> alerts.put(rule.get("alert").asText(), rule.get("expr").asText()));
    return alerts;
  }

  private static List<String> questions() {
    List<String> questions = new ArrayList<>();
    DeployFile.of("monitoring/dashboard.json")
        .json()
        .findValues("expr")
        .forEach(expression -> questions.add(expression.asText()));
    return questions;
  }

  private static void checkMeters(String expression) {
    List<MatchResult> meters = METER.matcher(expression).results().toList();
    Set<String> grouped = new TreeSet<>();
    BY.matcher(expression)
        .results()
        .forEach(by -> grouped.addAll(List.of(by.group(1).split(", "))));
    for (MatchResult meter : meters) {
      assertThat(Known.meters()).as(expression).contains(meter.group(1));
      Set<String> tags = new TreeSet<>(grouped);
      if (meter.group(2) != null) {
        TAG.matcher(meter.group(2)).results().forEach(tag -> tags.add(tag.group(1)));
      }
      assertThat(Known.tags(meter.group(1))).as(expression).containsAll(tags);
    }
  }

  @Test
  void alertsAskForMetersAndTagsThatThereAre() {
    assertThat(alerts()).hasSizeGreaterThan(10);
    alerts().values().forEach(MonitoringTest::checkMeters);
  }

  @Test
  void theDashboardAsksForMetersAndTagsThatThereAre() {
    assertThat(questions()).hasSizeGreaterThan(20);
    questions().forEach(MonitoringTest::checkMeters);
  }

  @Test
  void theDashboardShowsEveryMeterOfOurs() {
    String all = String.join(" ", questions());

    assertThat(Known.meters())
        .filteredOn(meter -> meter.startsWith("carillon_"))
        .filteredOn(meter -> !meter.equals("carillon_start_time_seconds"))
        .allMatch(all::contains);
  }

  @Test
  void thePageForOperatorsExplainsEveryAlert() {
    Set<String> explained =
        Known.repository("docs/operations.md").found("(?m)^\\| (Carillon\\w+) \\|");

    assertThat(explained).containsExactlyInAnyOrderElementsOf(alerts().keySet());
  }

  @Test
  void everyAlertSaysHowUrgentItIsAndWhatIsWrong() {
    for (JsonNode rule : DeployFile.of("monitoring/alerts.yaml").yaml().at("/groups/0/rules")) {
      assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
    }
  }

  @Test
  void dashboardAndDataSourceMeanTheSamePrometheus() {
    JsonNode source = DeployFile.of("compose/grafana/datasources.yaml").yaml().at("/datasources/0");
    Set<String> asked = new TreeSet<>();
    DeployFile.of("monitoring/dashboard.json")
        .json()
        .findValues("datasource")
        .forEach(each -> asked.add(each.get("uid").asText()));

    assertThat(asked).containsExactly(source.get("uid").asText());
  }

  @Test
  void noTwoPanelsHaveTheSameNumberOrPlace() {
    JsonNode panels = DeployFile.of("monitoring/dashboard.json").json().get("panels");
    List<String> places = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode panel : panels) {
      numbers.add(panel.get("id").asInt());
      places.add(panel.at("/gridPos/x") + "," + panel.at("/gridPos/y"));
    }

    assertThat(numbers).doesNotHaveDuplicates();
    assertThat(places).doesNotHaveDuplicates();
  }
}
