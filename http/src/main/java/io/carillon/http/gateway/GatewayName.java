package io.carillon.http.gateway;

import java.nio.charset.StandardCharsets;

/**
 * What a group or a user may be called: 1 to {@link #MOST_BYTES} bytes of UTF-8, but not {@code 0},
 * which GatewayWorker takes for none.
 */
public final class GatewayName {
  /** A name is a label, not a document. */
  public static final int MOST_BYTES = 256;

  private GatewayName() {}

  /**
   * The same name.
   *
   * @param what what it names, for the message
   * @throws IllegalArgumentException if nothing can be called so
   */
  public static String checked(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(what + ": " + EXPECTATION);
    }
    return name;
  }

  /** What {@link #isName} wants, for a person to read. */
  public static final String EXPECTATION =
      "expected 1 to " + MOST_BYTES + " bytes of UTF-8, and not 0";

  public static boolean isName(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > 0 && bytes <= MOST_BYTES && !name.equals("0");
  }
}
