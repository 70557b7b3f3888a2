package io.carillon.clusterconfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody has, for nodes whose address must be known before they start. Taken from below
 * those that the kernel gives to who asks for any, so that nobody gets one in between by chance.
 */
final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 30_000;

  private FreePorts() {}

  static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Taken; the next try is as likely to be free as any.
      }
    }
  }
}
