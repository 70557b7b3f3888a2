package io.carillon.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One blocking client that sends any bytes and reads frame by frame; waits at most ten seconds. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  /** A frame of the server's. */
  record Frame(int firstByte, byte[] payload) {
    int opcode() {
      return firstByte & 0x0f;
    }

    boolean isCompressed() {
      return (firstByte & WireFrames.RSV1) != 0;
    }

    /** The code of a close frame, 1005 if it has none. */
    int closeCode() {
      if (opcode() != WireFrames.CLOSE) {
        throw new AssertionError("No close frame but opcode " + opcode());
      }
      return payload.length == 0 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** How the server ended the TCP connection. */
  enum End {
    FIN,
    RESET,
    STAYS_OPEN
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;

  RawPeer(int port) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client whose handshake succeeded. */
  static RawPeer open(int port, String path, String... headers) {
    RawPeer peer = new RawPeer(port);
    String head = peer.handshake(path, headers);
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("No upgrade: " + head);
    }
    return peer;
  }

  /** A good handshake with further header lines. */
  static String request(String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /** Sends a good handshake and answers the head of the response. */
  String handshake(String path, String... headers) {
    send(request(path, headers));
    return readHead();
  }

  RawPeer send(String ascii) {
    return send(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawPeer send(byte[]... parts) {
    try {
      socket.getOutputStream().write(WireFrames.join(parts));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends in writes of this many bytes. */
  RawPeer sendChopped(byte[] bytes, int piece) {
    try {
      for (int at = 0; at < bytes.length; at += piece) {
        socket.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes our sending side only. */
  RawPeer finishSending() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connection with a reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything up to and with the empty line. */
  String readHead() {
    try {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      return head.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of the answer. */
  int readStatus() {
    return Integer.parseInt(readHead().substring(9, 12));
  }

  Frame readFrame() {
    try {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
      if (second > 127 || length > 1 << 27) {
        throw new AssertionError("A masked or monstrous frame from the server: " + second);
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      return new Frame(first, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything until the server closes. */
  byte[] readAll() {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      in.transferTo(all);
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads and drops until the connection ends, or the time is over. */
  End end(int withinMillis) {
    long until = System.nanoTime() + withinMillis * 1_000_000L;
    try {
      while (true) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return End.STAYS_OPEN;
        }
        socket.setSoTimeout((int) left);
        if (in.read(new byte[8192]) < 0) {
          return End.FIN;
        }
      }
    } catch (SocketTimeoutException e) {
      return End.STAYS_OPEN;
    } catch (EOFException e) {
      return End.FIN;
    } catch (IOException e) {
      return End.RESET;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
