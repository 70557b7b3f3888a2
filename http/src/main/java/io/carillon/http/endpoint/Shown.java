package io.carillon.http.endpoint;

/** Text from outside made fit to be shown in an error or a log line. */
public final class Shown {
  /** More than this helps nobody to recognise what he sent. */
  private static final int CHARACTERS = 100;

  private Shown() {}

  /**
   * The text cut to 100 characters, with everything that could start a line or steer a terminal
   * written as an escape.
   */
  public static String of(String text) {
    String cut = text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
