package io.carillon.http.settings;

import java.util.regex.Pattern;

/** What a token in the configuration may be. */
final class Tokens {
  static final String EXPECTATION = "visible ASCII characters without spaces";

  private static final Pattern TOKEN = Pattern.compile("[!-~]*");

  private Tokens() {}

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }
}
