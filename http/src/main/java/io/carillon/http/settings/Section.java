package io.carillon.http.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One block of the configuration while it is read.
 *
 * <p>Every reading method takes note of its key, checks the value and, if it is impossible, writes
 * a line to {@link Problems} and returns a stand-in, so that reading goes on and finds everything.
 * What nobody read is an unknown key. Keys that the block leaves out come from its fallback. Not
 * thread-safe.
 */
final class Section {
  private final String path;
  private final ConfigObject object;
  private final Optional<Section> fallback;
  private final Problems problems;
  private final Set<String> read = new LinkedHashSet<>();

  private Section(String path, ConfigObject object, Optional<Section> fallback, Problems problems) {
    this.path = path;
    this.object = object;
    this.fallback = fallback;
    this.problems = problems;
  }

  static Section root(Config config, String path, Problems problems) {
    try {
      return new Section(path, config.getObject(path), Optional.empty(), problems);
    } catch (ConfigException e) {
      throw new SettingsException(List.of(e.getMessage()));
    }
  }

  /** The same block, with the keys that it leaves out taken from another. */
  Section orElse(Section other) {
    return new Section(path, object, Optional.of(other), problems);
  }

  /** Whether a key that may be left out has a value. */
  boolean has(String key) {
    read.add(key);
    return find(key, "").isPresent();
  }

  /** Refuses a key that stands where it cannot. */
  void reject(String key, String expectation) {
    checkName(key, name -> false, expectation);
  }

  /** Names a key that is not there but has to be. */
  void require(String key, String expectation) {
    read(key, expectation);
  }

  /** Checks the name of a key that the operator chose. */
  void checkName(String key, Predicate<String> rule, String expectation) {
    if (!rule.test(key)) {
      problems.badName(join(key), object.get(key), expectation);
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  int number(String key, int least, int most, String what) {
    String expectation = what + " from " + least + " to " + most;
    return read(key, expectation)
        .flatMap(found -> found.checked(() -> exactInt(found.value), n -> n >= least && n <= most))
        .orElse(least);
  }

  /** A size from {@code least} bytes up to what an int can count. */
  int bytes(String key, int least) {
    return read(key, "a size of at least " + least + " bytes, as in 1 MiB or 65536")
        .flatMap(
            found ->
                found.checked(
                    () -> Math.toIntExact(found.config().getMemorySize("v").toBytes()),
                    n -> n >= least))
        .orElse(least);
  }

  /** A duration of at least a millisecond and at most {@code most}. */
  Duration duration(String key, Duration most) {
    return duration(key, Duration.ofMillis(1), most);
  }

  /** A duration from {@code least} to {@code most}. */
  Duration duration(String key, Duration least, Duration most) {
    String expectation =
        "a duration from "
            + least.toMillis()
            + "ms to "
            + most.toSeconds()
            + "s, as in 500ms or 10s";
    return read(key, expectation)
        .flatMap(
            found ->
                found.checked(
                    () -> found.config().getDuration("v"),
                    d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0))
        .orElse(least);
  }

  /** A duration as {@link #duration} has it, or a word that stands for none. */
  Optional<Duration> durationOr(String word, String key, Duration most) {
    Duration least = Duration.ofMillis(1);
    String expectation =
        word + " or a duration from 1ms to " + most.toSeconds() + "s, as in 10s or 2h";
    return read(key, expectation)
        .flatMap(
            found ->
                found.checked(
                    () ->
                        word.equals(found.text())
                            ? Optional.<Duration>empty()
                            : Optional.of(found.config().getDuration("v")),
                    value ->
                        value.isEmpty()
                            || value.get().compareTo(least) >= 0
                                && value.get().compareTo(most) <= 0))
        .orElse(Optional.empty());
  }

  /** A switch: on or off, as HOCON writes them. */
  boolean onOff(String key) {
    return read(key, "on or off")
        .flatMap(found -> found.checked(() -> found.config().getBoolean("v"), value -> true))
        .orElse(false);
  }

  /** One of a few words, each standing for a value; never empty. */
  <T> T word(String key, Map<String, T> words) {
    String expectation = "one of " + String.join(", ", words.keySet());
    return read(key, expectation)
        .flatMap(found -> found.checked(() -> words.get(found.text()), value -> value != null))
        .orElseGet(() -> words.values().iterator().next());
  }

  /** A text that holds to a rule. */
  String text(String key, Predicate<String> rule, String expectation) {
    return read(key, expectation).flatMap(found -> found.checked(found::text, rule)).orElse("");
  }

  /** A text that holds to a rule and is never shown, not even when it does not. */
  String secret(String key, Predicate<String> rule, String expectation) {
    Optional<Found> found = read(key, expectation);
    Optional<String> text = found.map(Found::text).filter(rule);
    if (found.isPresent() && text.isEmpty()) {
      problems.badSecret(found.get().path, found.get().value, expectation);
    }
    return text.orElse("");
  }

  /**
   * What a text stands for.
   *
   * @param reading throws {@link IllegalArgumentException} for a text that stands for nothing; its
   *     message says what is wrong with it
   * @param ifWrong what to go on with then
   */
  <T> T parsed(String key, String what, Function<String, T> reading, T ifWrong) {
    Optional<Found> found = read(key, what);
    if (found.isEmpty()) {
      return ifWrong;
    }
    String text = found.get().text();
    try {
      if (text != null) {
        return reading.apply(text);
      }
      problems.badValue(found.get().path, found.get().value, what);
    } catch (IllegalArgumentException e) {
      problems.badValue(found.get().path, found.get().value, what + ": " + e.getMessage());
    }
    return ifWrong;
  }

  /** A list of texts, each of which holds to a rule. */
  List<String> texts(String key, Predicate<String> rule, String expectation) {
    return read(key, "a list of " + expectation)
        .flatMap(
            found ->
                found.checked(
                    () -> found.config().getStringList("v"), list -> list.stream().allMatch(rule)))
        .orElse(List.of());
  }

  /** A block; an empty one stands in for whatever else the key holds. */
  Section section(String key) {
    String below = join(key);
    return read(key, "a block { ... }")
        .flatMap(found -> found.checked(() -> (ConfigObject) found.value, block -> true))
        .map(block -> new Section(below, block, Optional.empty(), problems))
        .orElseGet(
            () ->
                new Section(below, ConfigFactory.empty().root(), Optional.empty(), new Problems()));
  }

  /** The blocks of a list, in its order; what is none of them is named. */
  List<Section> blocks(String key) {
    Optional<ConfigList> list =
        read(key, "a list [ { ... } ]")
            .flatMap(found -> found.checked(() -> (ConfigList) found.value, any -> true));
    List<Section> blocks = new ArrayList<>();
    for (ConfigValue value : list.map(List::copyOf).orElse(List.of())) {
      String place = join(key) + "[" + blocks.size() + "]";
      if (value instanceof ConfigObject block) {
        blocks.add(new Section(place, block, Optional.empty(), problems));
      } else {
        problems.badValue(place, value, "a block { ... }");
      }
    }
    return blocks;
  }

  /** Refuses the block as a whole. */
  void rejectBlock(String expectation) {
    problems.badName(path, object, expectation);
  }

  /** The blocks in this one, by name in order; those set to null are left out. */
  Map<String, Section> sections() {
    Map<String, Section> sections = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (entry.getValue().valueType() != ConfigValueType.NULL) {
        sections.put(entry.getKey(), section(entry.getKey()));
      }
    }
    return sections;
  }

  /** Names every key that no reading method asked for. */
  void rejectUnknownKeys() {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (!read.contains(entry.getKey())) {
        String suggestion =
            NearestKey.of(entry.getKey(), read)
                .map(near -> ", did you mean " + near + "?")
                .orElse("; known here: " + String.join(", ", read));
        problems.unknownKey(join(entry.getKey()), suggestion, entry.getValue());
      }
    }
  }

  private Optional<Found> read(String key, String expectation) {
    read.add(key);
    Optional<Found> found = find(key, expectation);
    if (found.isEmpty()) {
      problems.missing(join(key), expectation, object.origin());
    }
    return found;
  }

  private Optional<Found> find(String key, String expectation) {
    ConfigValue value = object.get(key);
    if (value != null && value.valueType() != ConfigValueType.NULL) {
      return Optional.of(new Found(join(key), value, expectation));
    }
    return fallback.flatMap(other -> other.find(key, expectation));
  }

  private String join(String key) {
    return path + "." + ConfigUtil.joinPath(key);
  }

  private static int exactInt(ConfigValue value) {
    return new BigDecimal(String.valueOf(value.unwrapped()).trim()).intValueExact();
  }

  /** Reads one value; any exception means that the value is not of the kind asked for. */
  private interface Reading<T> {
    T get();
  }

  /** A value that is there, and what its key expects. */
  private final class Found {
    private final String path;
    private final ConfigValue value;
    private final String expectation;

    private Found(String path, ConfigValue value, String expectation) {
      this.path = path;
      this.value = value;
      this.expectation = expectation;
    }

    private Config config() {
      return value.atKey("v");
    }

    /** The value as a text; null if it is a list or a block. */
    private String text() {
      return switch (value.valueType()) {
        case STRING, NUMBER, BOOLEAN -> config().getString("v");
        case LIST, OBJECT, NULL -> null;
      };
    }

    private <T> Optional<T> checked(Reading<T> reading, Predicate<T> rule) {
      try {
        T result = reading.get();
        if (result != null && rule.test(result)) {
          return Optional.of(result);
        }
      } catch (ConfigException
          | ArithmeticException
          | IllegalArgumentException
          | ClassCastException e) {
        // The line below says what was expected; the cause adds only the names of Java types.
      }
      problems.badValue(path, value, expectation);
      return Optional.empty();
    }
  }
}
