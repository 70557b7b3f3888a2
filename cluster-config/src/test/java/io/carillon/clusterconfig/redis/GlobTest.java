package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "h?llo, hello, true",
    "h?llo, hllo, false",
    "h*llo, hllo, true",
    "h*llo, heeeello, true",
    "h[ae]llo, hallo, true",
    "h[ae]llo, hillo, false",
    "h[^e]llo, hallo, true",
    "h[^e]llo, hello, false",
    "h[a-c]llo, hbllo, true",
    "h[c-a]llo, hbllo, true",
    "h[a-c]llo, hdllo, false",
    "'h[\\]]', 'h]', true",
    "'a\\*b', 'a*b', true",
    "'a\\*b', axb, false",
    "*, '', true",
    "a*b*c, axxbyybzzc, true",
    "a*b*c, axxbyybzz, false",
    "a, ab, false",
    "ab, a, false"
  })
  void takesWhatRedisTakes(String pattern, String text, boolean isTaken) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(isTaken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b", "[x]", "a\\b", "?", "^", "plain:1"})
  void escapedItTakesTheTextAlone(String literal) {
    Glob glob = Glob.of(Glob.escape(literal));

    assertThat(glob.matches(literal)).isTrue();
    assertThat(glob.matches(literal + "x")).isFalse();
    assertThat(glob.matches("axb")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "chat:*, chat:lobby, true",
    "chat:*, news:*, false",
    "*:out, chat:*, true",
    "a*c, *b, false",
    "a*, *b, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "[ab]x, ax, true",
    "[ab]x, cx, false",
    "*, x, true",
    "'*', '', true",
    "a*a, a, false"
  })
  void knowsWhetherTwoMeet(String one, String other, boolean meet) {
    assertThat(Glob.of(one).overlaps(Glob.of(other))).isEqualTo(meet);
    assertThat(Glob.of(other).overlaps(Glob.of(one))).isEqualTo(meet);
  }

  @Test
  void twoThatTakeOneTextMeet() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 81; i++) {
      texts.add(Integer.toString(i + 81, 3).substring(1).replace('2', 'b').replace('1', 'a'));
    }
    for (int i = 0; i < 2_000; i++) {
      Glob one = Glob.of(text(random));
      Glob other = Glob.of(text(random));
      boolean both = texts.stream().anyMatch(text -> one.matches(text) && other.matches(text));
      if (both) {
        assertThat(one.overlaps(other)).as("%s and %s, seed %d", one, other, seed).isTrue();
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(6); length > 0; length--) {
      text.append("ab0*?".charAt(random.nextInt(5)));
    }
    return text.toString();
  }
}
