package io.carillon.engine.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagPatternTest {

  @ParameterizedTest
  @CsvSource({
    "vip,vip,true",
    "vip,vip2,false",
    "vip,vi,false",
    "group_*,group_a,true",
    "group_*,group_,true",
    "group_*,group,false",
    "*admin,superadmin,true",
    "*admin,admin,true",
    "*admin,admins,false",
    "a_*_b,a_x_b,true",
    "a_*_b,a__b,true",
    "a_*_b,a_b,false",
    "a*a,a,false",
    "a*b*c,aXbXc,true",
    "a*b*c,aXcXb,false",
    "*ab*ab*,abab,true",
    "*ab*ab*,aba,false",
    "*aab*,aaab,true",
    "*,anything/at all,true",
    "**,x,true"
  })
  void aWildcardStandsForAnyText(String pattern, String tag, boolean matches) {
    assertThat(new TagPattern(pattern).matches(tag)).isEqualTo(matches);
  }

  @Test
  void knowsWhatItIs() {
    assertThat(new TagPattern("vip").isLiteral()).isTrue();
    assertThat(new TagPattern("vip").matchesAll()).isFalse();
    assertThat(new TagPattern("v*p").prefix()).isEqualTo("v");
    assertThat(new TagPattern("v*p").isLiteral()).isFalse();
    assertThat(new TagPattern("***").matchesAll()).isTrue();
    assertThat(new TagPattern("*a").matchesAll()).isFalse();
    assertThat(new TagPattern("a*")).isEqualTo(new TagPattern("a*")).hasToString("a*");
  }

  @RepeatedTest(50)
  void agreesWithARegularExpression() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String pattern = text(random, "ab*", 1 + random.nextInt(8));
      String tag = text(random, "ab", random.nextInt(12));
      assertThat(new TagPattern(pattern).matches(tag))
          .as("%s on %s, seed %s", pattern, tag, seed)
          .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), tag));
    }
  }

  /** A matcher that backtracks takes years for this one. */
  @Test
  void timeGrowsWithTheTextOnly() {
    TagPattern pattern = new TagPattern("*a".repeat(400) + "*b");
    String tag = "a".repeat(100_000);
    TagPattern selfSimilar = new TagPattern("*" + "a".repeat(990) + "b*");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 100; i++) {
            assertThat(pattern.matches(tag)).isFalse();
            assertThat(selfSimilar.matches(tag)).isFalse();
          }
        });
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
