package io.carillon.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody has, for programs that must find theirs free again when they are started anew.
 * Taken from below those that the kernel gives to who asks for any, so that no client gets one in
 * between.
 */
final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 30_000;

  private FreePorts() {}

  static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Taken; the next try is as likely to be free as any.
      }
    }
  }
}
