package io.carillon.http.server;

/**
 * A program's side of a connection, as a loop that reads and sends.
 *
 * <pre>{@code
 * connection -> {
 *   while (connection.isConnected()) {
 *     connection.read().ifPresent(message -> connection.send("You said " + message.utf8()));
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Handler {

  /**
   * Called once for each connection, on a thread of its own, and may block. When it returns, the
   * connection stays open: it still gets broadcasts.
   *
   * @throws Exception which is logged and closes the connection with 1011
   */
  void handle(Connection connection) throws Exception;
}
