package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionIndexTest {
  private static final String[] KEYS = {"a", "b", "c", "d", "e", "f"};

  private final SubscriptionIndex<String> index = new SubscriptionIndex<>();

  private static Subscription subscription(Map<String, Set<String>> filters) {
    return new Subscription("package", "page", filters);
  }

  private static Target.Subscribed notification(FilterValues values) {
    return new Target.Subscribed("package", "page", values);
  }

  private Set<String> matches(FilterValues values) {
    return index.matches(notification(values));
  }

  @Test
  void findsAHolderOnceHoweverManyOfItsSubscriptionsMatch() {
    index.replace(
        "client",
        List.of(
            subscription(Map.of()),
            subscription(Map.of("a", Set.of("1", "2"))),
            subscription(Map.of("b", Set.of("1"))),
            subscription(Map.of("a", Set.of("1"), "b", Set.of("1", "2")))));

    assertThat(matches(new FilterValues.Single("1"))).containsExactly("client");
    assertThat(matches(new FilterValues.ByKey(Map.of("a", "1", "b", "1"))))
        .containsExactly("client");
  }

  @Test
  void replacesTheWholeSet() {
    index.replace("client", List.of(subscription(Map.of("a", Set.of("1", "2")))));
    index.replace("client", List.of(subscription(Map.of("a", Set.of("2", "3")))));

    assertThat(matches(new FilterValues.Single("1"))).isEmpty();
    assertThat(matches(new FilterValues.Single("2"))).containsExactly("client");
    assertThat(matches(new FilterValues.Single("3"))).containsExactly("client");
  }

  @Test
  void keepsWhatIsHeldByAnotherSubscriptionToo() {
    Subscription wide = subscription(Map.of("a", Set.of("1", "2")));
    index.replace("client", List.of(wide, subscription(Map.of("a", Set.of("2", "3")))));
    index.replace("client", List.of(wide));

    assertThat(matches(new FilterValues.Single("2"))).containsExactly("client");
    assertThat(matches(new FilterValues.Single("3"))).isEmpty();
  }

  @Test
  void aFilterWithoutATextNeverMatches() {
    index.replace(
        "client",
        List.of(
            subscription(Map.of("a", Set.of())),
            subscription(Map.of("a", Set.of("1"), "b", Set.of()))));

    assertThat(matches(new FilterValues.Single("1"))).isEmpty();
    assertThat(matches(new FilterValues.ByKey(Map.of("a", "1")))).isEmpty();
    assertThat(index.holds("client")).isTrue();
  }

  /** As many keys and texts as are not filed in full, so that the rest is checked one by one. */
  @Test
  void findsByFiltersThatAreTooManyToFile() {
    Map<String, Set<String>> filters = new HashMap<>();
    for (String key : KEYS) {
      filters.put(key, IntStream.range(0, 30).mapToObj(i -> "" + i).collect(Collectors.toSet()));
    }
    index.replace("client", List.of(subscription(filters)));
    Map<String, String> values = new HashMap<>();
    for (String key : KEYS) {
      values.put(key, "29");
    }

    assertThat(matches(new FilterValues.ByKey(values))).containsExactly("client");
    for (String key : KEYS) {
      Map<String, String> one = new HashMap<>(values);
      one.put(key, "30");
      assertThat(matches(new FilterValues.ByKey(one))).isEmpty();
      one.remove(key);
      assertThat(matches(new FilterValues.ByKey(one))).isEmpty();
    }
    assertThat(matches(new FilterValues.Single("7"))).containsExactly("client");
    index.replace("client", List.of());
    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void staysFastIfWhatPeersChooseHasOneHash() {
    List<String> colliding = colliding(12);
    assertThat(colliding.stream().map(String::hashCode).distinct()).hasSize(1);
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          Map<String, Set<String>> all = Map.of("a", new HashSet<>(colliding));
          for (String text : colliding) {
            index.replace(
                text,
                List.of(
                    new Subscription(text, text, Map.of()),
                    subscription(Map.of(text, Set.of(text))),
                    subscription(Map.of("a", Set.of(text), "b", Set.of(text)))));
          }
          for (int round = 0; round < 10; round++) {
            index.replace("all", List.of(subscription(all)));
            index.replace("all", List.of());
          }
          for (String text : colliding) {
            assertThat(matches(new FilterValues.ByKey(Map.of("a", text, "b", text))))
                .containsExactly(text);
            index.replace(text, List.of());
          }
        });
    assertThat(index.isEmpty()).isTrue();
  }

  /** Two to the power of {@code length} texts. */
  private static List<String> colliding(int length) {
    List<String> texts = List.of("");
    for (int i = 0; i < length; i++) {
      texts = texts.stream().flatMap(text -> Stream.of(text + "Aa", text + "BB")).toList();
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsWhomEachSubscriptionAskedOneByOneWouldFind(long seed) {
    Random random = new Random(seed);
    Map<String, List<Subscription>> model = new HashMap<>();
    for (int round = 0; round < 2_000; round++) {
      String holder = "client" + random.nextInt(60);
      List<Subscription> fresh = random.nextInt(4) == 0 ? List.of() : subscriptions(random);
      index.replace(holder, fresh);
      model.put(holder, fresh);
      Target.Subscribed notification = notification(random);
      Set<String> expected =
          model.entrySet().stream()
              .filter(each -> each.getValue().stream().anyMatch(s -> s.matches(notification)))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      assertThat(index.matches(notification))
          .as("round %d, %s", round, notification)
          .isEqualTo(expected);
    }
    model.keySet().forEach(holder -> index.replace(holder, List.of()));
    assertThat(index.isEmpty()).isTrue();
  }

  private static List<Subscription> subscriptions(Random random) {
    List<Subscription> subscriptions = new ArrayList<>();
    for (int count = random.nextInt(5); count >= 0; count--) {
      Map<String, Set<String>> filters = new HashMap<>();
      for (int keys = random.nextInt(7); keys > 0; keys--) {
        Set<String> texts = new HashSet<>();
        for (int size = random.nextInt(6); size > 0; size--) {
          texts.add(text(random));
        }
        filters.put(KEYS[random.nextInt(KEYS.length)], texts);
      }
      subscriptions.add(new Subscription("package", page(random), filters));
    }
    return subscriptions;
  }

  private static Target.Subscribed notification(Random random) {
    if (random.nextInt(3) == 0) {
      return new Target.Subscribed("package", page(random), new FilterValues.Single(text(random)));
    }
    Map<String, String> values = new HashMap<>();
    for (int keys = random.nextInt(7); keys > 0; keys--) {
      values.put(KEYS[random.nextInt(KEYS.length)], text(random));
    }
    return new Target.Subscribed("package", page(random), new FilterValues.ByKey(values));
  }

  private static String page(Random random) {
    return random.nextBoolean() ? "one" : "two";
  }

  private static String text(Random random) {
    return "" + random.nextInt(4);
  }
}
