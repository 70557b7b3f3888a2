package io.carillon.http;

import java.nio.file.Path;

/** The server cannot start for a reason that lies outside it, told in one line. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An address that cannot be bound, with the key under which it is configured. */
  static StartException cannotListen(String key, String host, int port, Throwable failure) {
    return new StartException(
        "cannot listen on " + host + ":" + port + " (" + key + "): " + reason(failure), failure);
  }

  /** A folder that cannot be made or used, with the key under which it is configured. */
  static StartException cannotUse(String key, Path folder, Exception failure) {
    return new StartException("cannot use " + folder + " (" + key + "): " + failure, failure);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    if (message.contains("already in use")) {
      return "the address is already in use; choose another port, or 0 for any free one";
    }
    return message.contains("assign requested address")
        ? "this machine does not have that address"
        : root.getClass().getSimpleName() + ": " + message;
  }
}
