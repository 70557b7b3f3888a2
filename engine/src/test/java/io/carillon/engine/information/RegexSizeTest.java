package io.carillon.engine.information;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexSizeTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "a{10}, 12",
    "(ab){3}, 15",
    "'[a{99}]', 1",
    "'[]a{99}]', 1",
    "'[^]]{9}', 11",
    "'\\{99}', 4",
    "'\\x{1F600}', 1",
    "'\\pL{9}', 12",
    "'a{9,}b{,9}', 16"
  })
  void growsWithWhatIsWrittenOut(String expression, int size) {
    assertThat(RegexSize.isOver(expression, size - 1)).isTrue();
    assertThat(RegexSize.isOver(expression, size)).isFalse();
  }

  /** The property that it exists for: what it lets pass compiles to a program of that order. */
  @Test
  void isNeverMuchTooSmall() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "a",
      "b",
      "(",
      ")",
      "(?:",
      "{3}",
      "{2,7}",
      "{0,9}",
      "{4,}",
      "*",
      "+?",
      "|",
      "[ab]",
      "[^]x]",
      "\\d",
      "\\pL",
      "\\Q{9}\\E",
      "^",
      "."
    };
    int compiled = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder expression = new StringBuilder();
      for (int part = random.nextInt(14); part >= 0; part--) {
        expression.append(parts[random.nextInt(parts.length)]);
      }
      if (!RegexSize.isOver(expression.toString(), 500)) {
        try {
          int size = Pattern.compile(expression.toString()).programSize();
          assertThat(size).as("seed %d: %s", seed, expression).isLessThan(4 * 500);
          compiled++;
        } catch (PatternSyntaxException e) {
          assertThat(e.getDescription()).isNotEmpty();
        }
      }
    }
    assertThat(compiled).isPositive();
  }
}
