package io.carillon.engine.websocket;

/** The numbers that RFC 6455 §5.2 puts into a frame's first two bytes. */
final class Opcode {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  static final int MASK = 0x0f;
  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final int RSV2_AND_3 = 0x30;

  /** In the second byte: the payload is masked. */
  static final int MASKED = 0x80;

  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;
  static final int MAX_CONTROL_BYTES = 125;

  private Opcode() {}

  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  static boolean isKnown(int opcode) {
    return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
  }
}
