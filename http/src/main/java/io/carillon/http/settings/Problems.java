package io.carillon.http.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** What was found wrong so far, each line once, in the order it was found. Not thread-safe. */
final class Problems {
  /** A longer value adds nothing to the message. */
  private static final int SHOWN_CHARACTERS = 80;

  private final Set<String> lines = new LinkedHashSet<>();

  /** A value that its key cannot hold. */
  void badValue(String path, ConfigValue value, String expectation) {
    lines.add(path + " = " + shown(value) + ": expected " + expectation + at(value.origin()));
  }

  /** A value that its key cannot hold and that must not be shown. */
  void badSecret(String path, ConfigValue value, String expectation) {
    lines.add(path + " = (hidden): expected " + expectation + at(value.origin()));
  }

  /** A key whose name is impossible. */
  void badName(String path, ConfigValue value, String expectation) {
    lines.add(path + ": expected " + expectation + at(value.origin()));
  }

  /** A key without a value. */
  void missing(String path, String expectation, ConfigOrigin where) {
    lines.add(path + " is missing: expected " + expectation + at(where));
  }

  /** A key that nobody reads. */
  void unknownKey(String path, String suggestion, ConfigValue value) {
    lines.add(path + " is not a known key" + suggestion + at(value.origin()));
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new SettingsException(new ArrayList<>(lines));
    }
  }

  private static String shown(ConfigValue value) {
    String text = String.valueOf(value.unwrapped()).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }

  private static String at(ConfigOrigin origin) {
    String file = origin.filename() != null ? origin.filename() : origin.resource();
    if (file == null) {
      return " (" + origin.description() + ")";
    }
    return origin.lineNumber() > 0
        ? " (" + file + ": " + origin.lineNumber() + ")"
        : " (" + file + ")";
  }
}
