package io.carillon.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.sample.Kind;
import io.carillon.benchmarks.sample.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateTest {

  @Test
  void aVariantIsCarillonWithOptionsOfItsOwn() {
    Candidate variant = Candidate.variant("lanes1=-Dcarillon.engine.lanes=1 -Xmx512m");
    assertThat(variant.name()).isEqualTo("carillon-lanes1");
    assertThat(variant.mainClass()).isEqualTo("io.carillon.http.Main");
    assertThat(variant.options()).containsExactly("-Dcarillon.engine.lanes=1", "-Xmx512m");
  }

  @Test
  void aVariantWithoutALabelOrOptionsIsRefused() {
    for (String text : List.of("-Da=1", "lanes1", "lanes1=", "a b=-Da=1", "x=java -Da=1")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Candidate.variant(text));
    }
  }

  @Test
  void everyMainClassIsThere() {
    assertThat(Candidate.USUAL)
        .extracting(Candidate::name)
        .containsExactly("nio", "netty", "pekko-http", "carillon");
    assertThat(Candidate.USUAL)
        .allSatisfy(candidate -> assertThat(Class.forName(candidate.mainClass())).isNotNull());
  }

  @Test
  void whatAServerCannotDoIsNotAskedOfIt() {
    assertThat(Dialect.WHOLE_ONLY.knows(Kind.HALF)).isFalse();
    assertThat(Dialect.REFERENCE.knows(Kind.RECEIVED)).isFalse();
    assertThat(Dialect.CARILLON.knows(Kind.RECEIVED)).isTrue();
  }

  @Test
  void carillonIsAskedThroughItsAdminPort() {
    assertThat(Dialect.CARILLON.target(Kind.HALF, 1, 2, 3).publishPath())
        .isEqualTo("/frankenphp_ws/sendToTag/half?route=/bench&timeout=10s");
    assertThat(Dialect.CARILLON.target(Kind.RECEIVED, 1, 2, 3).publishPath())
        .isEqualTo("/frankenphp_ws/sendAll?route=/bench&timeout=10s&level=received");
    assertThat(Dialect.REFERENCE.target(Kind.HALF, 1, 2, 3).publishPath()).isEqualTo("/pub?half=1");
  }

  @Test
  void aQuickComparisonOfTwoTakesTwoToThreeMinutes() {
    Period warmUp = Period.of(Duration.ZERO, Duration.ofMillis(4000));
    Period period = Period.of(Duration.ofMillis(800), Duration.ofMillis(1500));
    List<Candidate> two = List.of(Candidate.USUAL.get(0), Candidate.USUAL.get(3));
    ComparisonPlan plan = new ComparisonPlan(two, Scenario.ALL, 1, warmUp, period, List.of());
    assertThat(plan.seconds()).isBetween(100.0, 180.0);
    assertThat(plan.toString()).startsWith("13 scenarios, 2 servers, 1 round(s): about 2:");
  }
}
