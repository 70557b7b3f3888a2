package io.carillon.engine.message;

import java.util.Optional;

/**
 * The registered close codes that the engine sends (IANA close-code registry; RFC 6455 §7.4.1).
 *
 * <p>{@link #reconnect()} tells a client author whether coming back makes sense. Codes that must
 * not appear on the wire (1005, 1006, 1015) are only reported, never sent.
 */
public enum CloseCode {
  NORMAL_CLOSURE(1000, false),
  GOING_AWAY(1001, true),
  PROTOCOL_ERROR(1002, false),
  UNSUPPORTED_DATA(1003, false),
  NO_STATUS_RECEIVED(1005, false),
  ABNORMAL_CLOSURE(1006, true),
  INVALID_FRAME_PAYLOAD_DATA(1007, false),
  POLICY_VIOLATION(1008, false),
  MESSAGE_TOO_BIG(1009, false),
  MANDATORY_EXTENSION(1010, false),
  INTERNAL_ERROR(1011, true),
  SERVICE_RESTART(1012, true),
  TRY_AGAIN_LATER(1013, true),
  BAD_GATEWAY(1014, true),
  TLS_HANDSHAKE(1015, false);

  private final int code;
  private final boolean reconnect;

  CloseCode(int code, boolean reconnect) {
    this.code = code;
    this.reconnect = reconnect;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Whether a client that was closed with this code should connect again. */
  public boolean reconnect() {
    return reconnect;
  }

  /** The constant for a number, if the registry names it. */
  public static Optional<CloseCode> of(int code) {
    for (CloseCode candidate : values()) {
      if (candidate.code == code) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a peer may put this number into a close frame: 1000-1003, 1007-1014, 3000-4999 (RFC
   * 6455 §7.4.2 and the registry).
   */
  public static boolean isSendable(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }
}
