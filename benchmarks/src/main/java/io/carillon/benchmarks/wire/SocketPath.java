package io.carillon.benchmarks.wire;

/**
 * What the path of a request asks of a reference server.
 *
 * <p>A WebSocket on {@code /echo} hears its own messages back, one on {@code /storm} hears nothing,
 * and one on any other path hears what is posted to {@code /pub}. With {@code half=1} in the query
 * a WebSocket belongs to the half that {@code /pub?half=1} is for.
 *
 * @param echo whether messages come back
 * @param listening whether broadcasts are heard
 * @param half whether the WebSocket, or the publish, is of the half
 */
public record SocketPath(boolean echo, boolean listening, boolean half) {

  /** What a WebSocket that is only there asks for. */
  public static final String STORM = "/storm";

  /** The query that stands for the half. */
  public static final String HALF = "?half=1";

  /** Reads a path with its query. */
  public static SocketPath of(String path) {
    return new SocketPath(path.startsWith("/echo"), !path.startsWith(STORM), path.contains(HALF));
  }
}
