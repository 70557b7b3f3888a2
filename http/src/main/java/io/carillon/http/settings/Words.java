package io.carillon.http.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tables from the words of the configuration to what they stand for, in the order to show them. */
final class Words {
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

  static <T> Map<String, T> of(String first, T one, String second, T two) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(first, one);
    words.put(second, two);
    return words;
  }
}
