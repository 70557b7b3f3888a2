package io.carillon.engine.websocket;

/** The character classes that HTTP is written in (RFC 9110 §5.6.2, RFC 3986 §2). */
final class Tokens {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String HOST_MARKS = "-._~!$&'()*+,;=%:[]";

  private Tokens() {}

  static boolean isTokenChar(char c) {
    return isLetter(c) || isDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> isTokenChar((char) c));
  }

  /** Whether every character may stand in a Host header; the empty host is one (RFC 9112 §3.2). */
  static boolean isHost(String text) {
    return text.chars()
        .allMatch(
            c -> isLetter((char) c) || isDigit((char) c) || HOST_MARKS.indexOf((char) c) >= 0);
  }

  static boolean isVisibleAscii(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** One to eighteen decimal digits, so that the value fits a long. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> isDigit((char) c));
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
