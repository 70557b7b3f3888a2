package io.carillon.engine.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.engine.message.Condition;
import io.carillon.engine.message.Condition.Operator;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
  private static final long LATER = System.nanoTime() + Duration.ofMinutes(5).toNanos();

  private final StoredInformation information = new StoredInformation(4, 1 << 23);

  @ParameterizedTest
  @CsvSource({
    "eq, Marie, Marie, true",
    "eq, Marie, marie, false",
    "eq, '', '', true",
    "neq, Marie, marie, true",
    "neq, Marie, Marie, false",
    "prefix, Marie, Ma, true",
    "prefix, Marie, ma, false",
    "prefix, Ma, Marie, false",
    "suffix, Marie, rie, true",
    "suffix, Marie, Rie, false",
    "contains, Marie, ari, true",
    "contains, Marie, '', true",
    "contains, Marie, ARI, false",
    "ieq, Marie, mARIE, true",
    "ieq, Straße, STRASSE, true",
    "ieq, Marie, Mari, false",
    "iprefix, Marie, mA, true",
    "isuffix, Marie, RIE, true",
    "icontains, Jürgen, ÜR, true",
    "icontains, Marie, arx, false",
    "regex, Marie, ari, true",
    "regex, Marie, ^ari, false",
    "regex, Marie, '^M.{3}e$', true",
    "regex, Marie, '(?i)^marie$', true",
    "regex, Marie, '', true",
    "regex, marie42, '\\d+', true"
  })
  void comparesAsItsOperatorSays(String word, String stored, String value, boolean matches) {
    information.clear();
    information.put("k", stored);
    Condition condition = new Condition("k", Operator.of(word).orElseThrow(), value);
    assertThat(Matcher.of(condition).orElseThrow().matches(information, LATER)).isEqualTo(matches);
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void whoDoesNotHaveTheKeyNeverMatches(Operator operator) {
    information.put("other", "x");
    assertThat(
            Matcher.of(new Condition("k", operator, "")).orElseThrow().matches(information, LATER))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EQ", "gte", "", "eq "})
  void thereIsNoOtherOperator(String word) {
    assertThat(Operator.of(word)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[a",
        "a{2,1}",
        "\\1",
        "(?<=a)b",
        "a{1001}",
        "(a{999}){999}",
        "((a{0,99}){0,99}){0,99}",
        "(((((a{9}){9}){9}){9}){9}){9}",
        "((a{99})*){99}",
        "a{999}b{999}c{999}"
      })
  void whatIsNoExpressionOrAHugeOneIsNone(String expression) {
    assertThat(regex(expression)).isEmpty();
  }

  @Test
  void anExpressionHasALength() {
    assertThat(regex("a".repeat(1000))).isPresent();
    assertThat(regex("a".repeat(1001))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition("k", Operator.EQ, "a".repeat(4097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a?){25}a{25}$", "(x+x+)+y", "a{900}b"})
  void noExpressionTakesForeverOnAnyText(String expression) {
    information.put("k", "a".repeat(1 << 16) + "!");
    Matcher matcher = regex(expression).orElseThrow();
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(matcher.matches(information, LATER)).isFalse());
  }

  @Test
  void aSlowExpressionIsGivenUpOnItsWay() {
    information.put("k", "ab".repeat(1 << 21));
    Matcher slow = regex("(?:[ab]{9,90}){15}c").orElseThrow();
    long giveUpAt = System.nanoTime() + Duration.ofMillis(20).toNanos();
    assertThatExceptionOfType(OutOfTime.class)
        .isThrownBy(() -> slow.matches(information, giveUpAt));
    assertThat(System.nanoTime() - giveUpAt).isLessThan(Duration.ofSeconds(2).toNanos());
  }

  private static Optional<Matcher> regex(String expression) {
    return Matcher.of(new Condition("k", Operator.REGEX, expression));
  }
}
