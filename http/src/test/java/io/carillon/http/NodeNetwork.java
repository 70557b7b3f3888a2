package io.carillon.http;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A network namespace for each node, joined by a bridge. The test has an address on the bridge,
 * too, and reaches every node at any time; what the nodes say to each other can be cut.
 *
 * <p>What is cut is lost in silence: its frames go to a hardware address that nobody has. No
 * connection is reset and no call refused; both wait, as TCP has it, until the {@link #heal}. A
 * node calls from another address than the one it is called at, and Artery uses a connection in one
 * direction only, so that also what a node says can be cut and not what it hears.
 *
 * <p>Needs Linux, root and {@code ip}. Names begin with {@code carillon-} and a number that no
 * other such network of this machine has. Close it; otherwise it goes when the JVM ends, with every
 * process in it.
 */
final class NodeNetwork implements AutoCloseable {
  private static final int PORT = 25_520;
  private static final int CALLERS = 100;
  private static final int TEST = 254;
  private static final String NOBODY = "02:00:00:00:00:00";

  /** Networks of 256 addresses in 198.18.0.0/15, which is for tests (RFC 2544, appendix C.2.2). */
  private static final int NETWORKS = 512;

  private final int size;
  private final int number;
  private final Deque<String> undo = new ArrayDeque<>();

  NodeNetwork(int size) {
    this.size = size;
    this.number = freeNumber();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      build();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private static int freeNumber() {
    try {
      while (true) {
        int number = ThreadLocalRandom.current().nextInt(NETWORKS);
        if (NetworkInterface.getByName("carillon-" + number) == null) {
          return number;
        }
      }
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
  }

  private void build() {
    make("link add " + bridge() + " type bridge", "link delete " + bridge());
    ip("address add " + address(TEST) + "/24 dev " + bridge());
    ip("link set " + bridge() + " up");
    for (int node = 0; node < size; node++) {
      String name = namespace(node);
      make("netns add " + name, "netns delete " + name);
      make("link add " + name + " type veth peer name eth0 netns " + name, "link delete " + name);
      ip("link set " + name + " master " + bridge() + " up");
      ip("-n " + name + " address add " + address(door(node)) + "/24 dev eth0");
      ip("-n " + name + " address add " + address(caller(node)) + "/24 dev eth0");
      ip("-n " + name + " link set eth0 up");
      ip("-n " + name + " link set lo up");
    }
  }

  private synchronized void make(String command, String opposite) {
    ip(command);
    undo.push(opposite);
  }

  private String bridge() {
    return "carillon-" + number;
  }

  private String namespace(int node) {
    return bridge() + "-" + node;
  }

  private static int door(int node) {
    return node + 1;
  }

  private static int caller(int node) {
    return CALLERS + node + 1;
  }

  private String address(int host) {
    return "198.%d.%d.%d".formatted(18 + number / 256, number % 256, host);
  }

  /** Where each node is to be started, given what all must know besides. */
  List<NodePlace> places(String settings) {
    return IntStream.range(0, size).mapToObj(node -> place(node, settings)).toList();
  }

  private NodePlace place(int node, String settings) {
    String calling =
        "pekko.remote.artery.advanced.tcp.outbound-client-hostname = \"%s\"\n"
            .formatted(address(caller(node)));
    return new NodePlace(
        address(door(node)),
        PORT,
        settings + calling,
        List.of("ip", "netns", "exec", namespace(node)));
  }

  /** Nothing that one says reaches the other; it still hears. */
  void cutWords(int from, int to) {
    lose(from, door(to));
  }

  /** No packet of one reaches the other, nor what it would acknowledge. */
  void cutPackets(int from, int to) {
    lose(from, door(to));
    lose(from, caller(to));
  }

  private void lose(int from, int host) {
    ip(
        "-n %s neighbour replace %s lladdr %s dev eth0 nud permanent"
            .formatted(namespace(from), address(host), NOBODY));
  }

  void heal() {
    for (int node = 0; node < size; node++) {
      ip("-n " + namespace(node) + " neighbour flush dev eth0 nud permanent");
    }
  }

  /** What it prints. */
  private static String ip(String arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw failure(arguments, said, null);
      }
      return said;
    } catch (IOException e) {
      throw failure(arguments, e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static AssertionError failure(String arguments, String said, Throwable cause) {
    return new AssertionError(
        "a network for each node needs root on Linux, and ip (apt-get install iproute2); ip "
            + arguments
            + ": "
            + said,
        cause);
  }

  /** Kills what still runs in the network, and removes it. */
  @Override
  public synchronized void close() {
    for (int node = 0; node < size && undo.contains("netns delete " + namespace(node)); node++) {
      ip("netns pids " + namespace(node))
          .lines()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .forEach(
              process -> {
                process.destroyForcibly();
                process.onExit().join();
              });
    }
    while (!undo.isEmpty()) {
      ip(undo.pop());
    }
  }
}
