package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.SocketPath;

/**
 * The server under load, on 127.0.0.1.
 *
 * @param port where WebSockets are opened, on {@code path}
 * @param publishPort where messages are posted, to {@code publishPath}
 * @param tagApi the path on the publish port below which connections are listed and tagged; empty
 *     for a server whose half is asked for by the query of a WebSocket's path
 * @param serverPid the process whose CPU time is read, 0 for none
 */
public record LoadTarget(
    int port, String path, int publishPort, String publishPath, String tagApi, long serverPid) {

  /** The tag that every second connection gets, where there are tags. */
  public static final String TAG = "half";

  /** The same server on another path. */
  LoadTarget withPath(String other) {
    return other.equals(path)
        ? this
        : new LoadTarget(port, other, publishPort, publishPath, tagApi, serverPid);
  }

  boolean hasTags() {
    return !tagApi.isEmpty();
  }

  /** The path of one connection; of the half, every second one, where the path says so. */
  String pathOf(int connection, LoadPlan.Mode mode) {
    boolean half = mode == LoadPlan.Mode.HALF && !hasTags() && connection % 2 == 1;
    return half ? path + SocketPath.HALF : path;
  }
}
