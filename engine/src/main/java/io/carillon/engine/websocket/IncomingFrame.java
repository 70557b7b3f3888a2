package io.carillon.engine.websocket;

/**
 * A client frame of which something has arrived: its header, read byte by byte, and how much of the
 * payload is still to come (RFC 6455 §5.2).
 *
 * <p>Allocates nothing for the length that the header declares, except for a control frame's at
 * most 125 bytes.
 */
final class IncomingFrame {
  private static final int KEY_BYTES = 4;

  private final int firstByte;

  /** Bytes of the header that are still to come; unknown until the second one. */
  private int headerMissing = 1;

  private boolean secondByteRead;
  private int lengthMissing;
  private int sevenBits;
  private long length;
  private long read;
  private int key;
  private byte[] control;

  IncomingFrame(int firstByte) {
    this.firstByte = firstByte;
  }

  int opcode() {
    return firstByte & Opcode.MASK;
  }

  boolean isControl() {
    return Opcode.isControl(opcode());
  }

  boolean isFinal() {
    return (firstByte & Opcode.FIN) != 0;
  }

  boolean isHeaderRead() {
    return headerMissing == 0;
  }

  /** The declared length of the payload, once the header is read. */
  long length() {
    return length;
  }

  /** Bytes of the payload that are still to come. */
  long remaining() {
    return length - read;
  }

  /** The masking key for the next byte of the payload. */
  int key() {
    return Mask.rotate(key, read);
  }

  /** The payload of a control frame. */
  byte[] control() {
    return control;
  }

  /** Reads header bytes until the header or the input ends, and returns where it stopped. */
  int readHeader(byte[] in, int from) throws ProtocolViolation {
    int at = from;
    while (headerMissing > 0 && at < in.length) {
      headerByte(in[at] & 0xff);
      at++;
    }
    if (headerMissing == 0 && isControl()) {
      control = new byte[(int) length];
    }
    return at;
  }

  void readControl(byte[] in, int from, int count) {
    Mask.copy(key(), in, from, control, (int) read, count);
  }

  /** Counts bytes of the payload as read. */
  void advance(int count) {
    read += count;
  }

  private void headerByte(int next) throws ProtocolViolation {
    headerMissing--;
    if (!secondByteRead) {
      secondByte(next);
    } else if (lengthMissing > 0) {
      lengthByte(next);
    } else {
      key = key << 8 | next;
    }
  }

  private void secondByte(int next) throws ProtocolViolation {
    secondByteRead = true;
    if ((next & Opcode.MASKED) == 0) {
      throw Session.protocolError("A client frame is not masked.");
    }
    sevenBits = next & ~Opcode.MASKED;
    if (isControl() && sevenBits > Opcode.MAX_CONTROL_BYTES) {
      throw Session.protocolError("A control frame is longer than 125 bytes.");
    }
    if (sevenBits < Opcode.LENGTH_16) {
      length = sevenBits;
    } else {
      lengthMissing = sevenBits == Opcode.LENGTH_16 ? 2 : 8;
    }
    headerMissing = lengthMissing + KEY_BYTES;
  }

  /** RFC 6455 §5.2: the shortest form that holds the length, and no sign bit. */
  private void lengthByte(int next) throws ProtocolViolation {
    length = length << 8 | next;
    lengthMissing--;
    if (lengthMissing == 0) {
      long least = sevenBits == Opcode.LENGTH_16 ? Opcode.LENGTH_16 : 0x1_0000;
      if (length < least) {
        throw Session.protocolError("The length of a frame is malformed.");
      }
    }
  }
}
