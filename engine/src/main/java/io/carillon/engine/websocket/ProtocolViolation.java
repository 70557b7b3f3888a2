package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;

/** Ends the reading of frames; carries no stack, since peers cause it at will. */
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  private final CloseCode code;

  ProtocolViolation(CloseCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  CloseCode code() {
    return code;
  }
}
