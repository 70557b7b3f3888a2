package io.carillon.engine.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagExpressionTest {

  @ParameterizedTest
  @CsvSource({
    "a&b&c, a b c, true",
    "a&b&c, a b, false",
    "(a|b)&(c|d)&!e, a d, true",
    "(a|b)&(c|d)&!e, a d e, false",
    "a|b&c, a, true",
    "a|b&c, b, false",
    "a|b&c, b c, true",
    "!a&b, b, true",
    "!(a&b), a, true",
    "!!a, a, true",
    "!(!a|b), a, true",
    "group_*&!banned, group_1, true",
    "group_*&!banned, group_1 banned, false",
    "*admin, superadmin, true",
    "*, x, true",
    "*, '', false",
    "!x, '', true",
    "!*, '', true",
    "a & ! b, a, true",
    "v i p, vip, true",
    "1st, 1st, true",
    "ab, a b, false",
    "A, a, false",
    "*, a/b, true",
    "a*b, a/b, true"
  })
  void meansWhatIsDocumented(String expression, String tags, boolean matches) {
    assertThat(holds(expression, tags.isEmpty() ? Set.of() : Set.of(tags.split(" "))))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "\"\"; 1: expected a tag",
        "\"  \"; 3: expected a tag",
        "a&; 3: expected a tag",
        "!; 2: expected a tag",
        "(a; 3: expected )",
        "((a); 5: expected )",
        "a); 2: no ( belongs to this )",
        "); 1: expected a tag, ! or (",
        "(); 2: expected a tag, ! or (",
        "&a; 1: expected a tag, ! or (",
        "a&&b; 3: expected a tag, ! or (",
        "a!b; 2: expected &, | or )",
        "a(b); 2: expected &, | or )",
        "(a)b; 4: expected &, | or )",
        "a-b; 2: expected &, | or )",
        "a\tb; 2: expected &, | or )",
        "é; 1: expected a tag, ! or (",
        "a,b; 2: expected &, | or )"
      })
  void saysWhereATextStopsBeingAnExpression(String text, String error) {
    assertThatThrownBy(() -> TagExpression.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid tag expression at character " + error);
    assertThat(TagExpression.parse(text)).isEmpty();
  }

  @Test
  void isAtMostAThousandCharactersLong() {
    assertThat(TagExpression.parse("a".repeat(1000))).isPresent();
    assertThatThrownBy(() -> TagExpression.of("a".repeat(1001)))
        .hasMessage("invalid tag expression: expected at most 1000 characters, was 1001");
  }

  @Test
  void namesEachTagOnce() {
    TagExpression expression = TagExpression.of("b & a** | b & !a*");
    assertThat(expression.patterns()).hasToString("[b, a*]");
    assertThat(expression.formula().size()).isEqualTo(4);
  }

  @Test
  void isReadOnce() {
    TagExpression first = TagExpression.of("a & b");
    assertThat(TagExpression.of("a & b")).isSameAs(first).hasSameHashCodeAs(first);
    assertThat(TagExpression.of("a&b")).isNotEqualTo(first);
    assertThat(first).hasToString("a & b");
  }

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "!a, false",
    "a&!b, true",
    "a|!b, false",
    "!(a|!b), true",
    "!(a&!b), false",
    "*, true",
    "a&(b|!c), true",
    "a|b&!c, true"
  })
  void knowsWhetherWhoHoldsNoneOfItsTagsCanMatch(String text, boolean bounded) {
    assertThat(TagExpression.of(text).formula().isBounded()).isEqualTo(bounded);
  }

  @ParameterizedTest
  @CsvSource({"!,a,''", "(,a,)", "!(,a,)", "a&(b|(,a,))", "!(a&!(b|,a,))", "a|,a,''", "!a&,a,''"})
  void depthIsNoProblem(String before, String core, String after) {
    int times = (TagExpression.MOST_CHARACTERS - 1) / (before.length() + after.length());
    String text = before.repeat(times) + core + after.repeat(times);
    for (Set<String> tags : List.of(Set.<String>of(), Set.of("a"), Set.of("b"))) {
      assertThat(holds(text, tags)).isEqualTo(NaiveExpression.holds(text, tags));
    }
  }

  @RepeatedTest(20)
  void agreesWithANaiveEvaluator() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String text = NaiveExpression.random(random, 6);
      Set<String> tags = new HashSet<>();
      for (String tag : List.of("a", "b", "ab", "aa", "ba", "_", "a_", "aab", "b_b")) {
        if (random.nextInt(4) == 0) {
          tags.add(tag);
        }
      }
      boolean valid = NaiveExpression.isValid(text);
      assertThat(TagExpression.parse(text).isPresent()).isEqualTo(valid);
      if (valid) {
        assertThat(holds(text, tags))
            .as("%s on %s, seed %s", text, tags, seed)
            .isEqualTo(NaiveExpression.holds(text, tags));
      }
    }
  }

  @RepeatedTest(20)
  void refusesWhatANaiveParserRefuses() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(9); i >= 0; i--) {
        text.append("ab*!&|()& |-".charAt(random.nextInt(12)));
      }
      assertThat(TagExpression.parse(text.toString()).isPresent())
          .as("%s, seed %s", text, seed)
          .isEqualTo(NaiveExpression.isValid(text.toString()));
    }
  }

  private static boolean holds(String text, Set<String> tags) {
    TagExpression expression = TagExpression.of(text);
    return holds(expression.formula(), expression.patterns(), tags);
  }

  private static boolean holds(Formula formula, List<TagPattern> patterns, Set<String> tags) {
    if (formula instanceof Formula.Holds holds) {
      return holds.negated() ^ tags.stream().anyMatch(patterns.get(holds.set())::matches);
    }
    return formula instanceof Formula.All all
        ? all.parts().stream().allMatch(each -> holds(each, patterns, tags))
        : ((Formula.Any) formula).parts().stream().anyMatch(each -> holds(each, patterns, tags));
  }
}
