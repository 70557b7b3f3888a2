package io.carillon.engine.connection;

/**
 * One line of a listener's settings, for those who decide what runs behind it.
 *
 * @param listener the name of the listener
 * @param pattern the key under {@code routes}; {@code *} for paths that match none
 */
public record Route(String listener, String pattern, RouteSettings settings) {
  /** The pattern of {@link ListenerSettings#defaultRoute}. */
  public static final String ANY = "*";
}
