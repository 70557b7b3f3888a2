package io.carillon.http.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Tables from the words of the configuration to what they stand for, in the order to show them. */
final class Words {
  private static final Pattern WORD_BREAK = Pattern.compile("_(.)");

  private Words() {}

  /** The constants by their names in kebab-case. */
  @SafeVarargs
  static <E extends Enum<E>> Map<String, E> of(E... constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return words;
  }

  /** The constants by their names in camelCase, for words that are also those of our JSON. */
  @SafeVarargs
  static <E extends Enum<E>> Map<String, E> ofJson(E... constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants) {
      words.put(camelCase(constant), constant);
    }
    return words;
  }

  static String camelCase(Enum<?> constant) {
    return WORD_BREAK
        .matcher(constant.name().toLowerCase(Locale.ROOT))
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  static <T> Map<String, T> of(String first, T one, String second, T two) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(first, one);
    words.put(second, two);
    return words;
  }
}
