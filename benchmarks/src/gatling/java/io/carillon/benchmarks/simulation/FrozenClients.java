package io.carillon.benchmarks.simulation;

import io.carillon.benchmarks.wire.Handshake;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** WebSockets of clients that are open and never read, so that the kernel's buffers fill up. */
final class FrozenClients {
  private static final int RECEIVE_BUFFER_BYTES = 4096;

  private final List<Socket> sockets = new ArrayList<>();

  private FrozenClients() {}

  /** Opens them and waits for each handshake's answer. */
  static FrozenClients connect(int port, String route, int count) {
    FrozenClients clients = new FrozenClients();
    try {
      for (int i = 0; i < count; i++) {
        clients.sockets.add(connect(port, route));
      }
      return clients;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(int port, String route) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.getOutputStream().write(Handshake.request(port, route));
    byte[] status = new byte["HTTP/1.1 101".length()];
    new DataInputStream(socket.getInputStream()).readFully(status);
    if (!new String(status, StandardCharsets.US_ASCII).endsWith("101")) {
      throw new IOException("the handshake was refused");
    }
    return socket;
  }

  /** Drops them. */
  void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
