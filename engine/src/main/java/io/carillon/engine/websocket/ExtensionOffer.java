package io.carillon.engine.websocket;

import java.util.List;
import java.util.Optional;

/**
 * One extension that a client offers, with its parameters in their order (RFC 6455 §9.1).
 *
 * <p>Duplicate parameters are kept: what they mean is the extension's business.
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {

  /** A parameter; its value is unquoted and empty if there was no {@code =}. */
  public record Parameter(String name, Optional<String> value) {}

  public ExtensionOffer {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads the values of all {@code Sec-WebSocket-Extensions} headers as one list; empty if any of
   * it is malformed.
   */
  public static Optional<List<ExtensionOffer>> parse(List<String> values) {
    return new ExtensionParser(String.join(",", values)).parse();
  }
}
