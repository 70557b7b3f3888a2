package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.label.NaiveExpression;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.label.TagPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final int LANES = 3;
  private static final List<String> TAGS =
      List.of("a", "b", "ab", "aa", "ba", "_", "a_", "aab", "b_b", "_a");

  private final Map<Member, Set<String>> tagsOf = new LinkedHashMap<>();

  @RepeatedTest(20)
  void agreesWithANaiveEvaluator() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    populate(random, random.nextInt(120));
    for (int round = 0; round < 100; round++) {
      String text = NaiveExpression.random(random, 5);
      if (NaiveExpression.isValid(text)) {
        assertThat(matching(TagExpression.of(text)))
            .as("%s, seed %s", text, seed)
            .doesNotHaveDuplicates()
            .hasSameElementsAs(naive(text));
      }
    }
  }

  @Test
  void aSnapshotThatMatchesAsAWholeIsTheAnswer() {
    populate(new Random(1), 100);
    Members all = Members.of(tagsOf.keySet(), LANES);
    Members some = Members.of(List.copyOf(tagsOf.keySet()).subList(10, 20), LANES);
    TagExpression expression = TagExpression.of("all & some & !none");
    List<List<Members>> sets = List.of(List.of(all), List.of(some), List.of());
    assertThat(new Evaluation(sets, null).matching(expression.formula(), LANES)).isSameAs(some);
    assertThat(
            new Evaluation(List.of(List.of()), all)
                .matching(TagExpression.of("!none").formula(), LANES))
        .isSameAs(all);
  }

  @Test
  void nobodyMatchesAmongNobody() {
    Evaluation nobody = new Evaluation(List.of(List.of(), List.of()), Members.empty(LANES));
    for (String text : List.of("a", "!a", "a&b", "a|b", "!a|b")) {
      assertThat(nobody.matching(TagExpression.of(text).formula(), LANES).size()).isZero();
    }
  }

  private void populate(Random random, int connections) {
    for (int i = 0; i < connections; i++) {
      Set<String> tags = new HashSet<>();
      for (int tag = random.nextInt(4); tag > 0; tag--) {
        tags.add(TAGS.get(random.nextInt(TAGS.size())));
      }
      tagsOf.put(new FakeEndpoint(null).member("/r", random.nextInt(LANES), null), tags);
    }
  }

  /** What the supervisors would answer: one snapshot for each tag in use that matches. */
  private List<Member> matching(TagExpression expression) {
    List<List<Members>> sets = new ArrayList<>();
    for (TagPattern pattern : expression.patterns()) {
      sets.add(TAGS.stream().filter(pattern::matches).map(this::holders).toList());
    }
    Members everyone = expression.formula().isBounded() ? null : Members.of(tagsOf.keySet(), LANES);
    return new Evaluation(sets, everyone).matching(expression.formula(), LANES).toList();
  }

  private Members holders(String tag) {
    return Members.of(
        tagsOf.keySet().stream().filter(each -> tagsOf.get(each).contains(tag)).toList(), LANES);
  }

  private List<Member> naive(String text) {
    return tagsOf.keySet().stream()
        .filter(each -> NaiveExpression.holds(text, tagsOf.get(each)))
        .toList();
  }
}
