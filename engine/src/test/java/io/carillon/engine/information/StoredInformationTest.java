package io.carillon.engine.information;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredInformationTest {
  private static final int KEYS = 4;
  private static final int BYTES = 20;

  private final StoredInformation information = new StoredInformation(KEYS, BYTES);

  @Test
  void keepsTheLastValueOfEachKeyInOrder() {
    assertThat(information.put("b", "1")).isTrue();
    assertThat(information.put("a", "")).isTrue();
    assertThat(information.put("b", "2")).isTrue();
    assertThat(information.all()).containsExactly(Map.entry("a", ""), Map.entry("b", "2"));
  }

  @Test
  void oneKeyTooManyIsRefusedAndChangesNothing() {
    for (String key : "abcd".split("")) {
      assertThat(information.put(key, "x")).isTrue();
    }
    assertThat(information.put("e", "x")).isFalse();
    assertThat(information.all()).hasSize(KEYS);
    assertThat(information.put("a", "y")).isTrue();
    information.remove("a");
    assertThat(information.put("e", "x")).isTrue();
  }

  @Test
  void oneByteTooManyIsRefusedAndChangesNothing() {
    assertThat(information.put("k", "\u00fc".repeat(9) + "y")).isTrue();
    assertThat(information.put("k", "\u00fc".repeat(9) + "yz")).isFalse();
    assertThat(information.put("j", "")).isFalse();
    assertThat(information.all()).containsExactly(Map.entry("k", "\u00fc".repeat(9) + "y"));
    information.clear();
    assertThat(information.put("j", "x".repeat(19))).isTrue();
  }

  @Test
  void whatWasReadStaysAsItWas() {
    information.put("a", "1");
    SortedMap<String, String> before = information.all();
    information.put("a", "2");
    information.clear();
    assertThat(before).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void countsBytesRightWhateverIsDone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SortedMap<String, String> model = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      String key = "k".repeat(1 + random.nextInt(KEYS + 2));
      String value = "v".repeat(random.nextInt(8));
      if (random.nextInt(5) == 0) {
        information.remove(key);
        model.remove(key);
      } else {
        SortedMap<String, String> changed = new TreeMap<>(model);
        changed.put(key, value);
        boolean fits = changed.size() <= KEYS && bytes(changed) <= BYTES;
        assertThat(information.put(key, value)).as("seed %d", seed).isEqualTo(fits);
        model = fits ? changed : model;
      }
      assertThat(information.all()).as("seed %d", seed).isEqualTo(model);
    }
  }

  private static int bytes(Map<String, String> all) {
    return all.entrySet().stream()
        .mapToInt(each -> each.getKey().length() + each.getValue().length())
        .sum();
  }
}
