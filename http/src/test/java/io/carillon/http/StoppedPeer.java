package io.carillon.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A WebSocket client that reads nothing until it is told to, with little room to keep what comes.
 */
final class StoppedPeer implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4096;
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();

  StoppedPeer(InetSocketAddress server, String path) {
    try {
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.connect(server);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Version: 13\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads text messages up to one that is wanted. */
  List<String> readUntil(Predicate<String> isWanted) {
    List<String> messages = new ArrayList<>();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) in.readUnsignedByte();
      }
      do {
        messages.add(readMessage(in));
      } while (!isWanted.test(messages.get(messages.size() - 1)));
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readMessage(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return first == 0x81 ? new String(payload, StandardCharsets.UTF_8) : "";
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
