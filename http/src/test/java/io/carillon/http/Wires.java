package io.carillon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The network between the nodes of a cluster, which can be cut. Each node is told to the others by
 * a port that is ours, and binds the same port of another loopback address; who calls is known by
 * the address that it calls from. Artery uses a connection in one direction only.
 *
 * <p>What is cut is silent: nobody is told, no connection ends, and what was written meanwhile
 * arrives after the {@link #heal}, as TCP would have it. Needs no rights that a test does not have,
 * but the loopback network of Linux. Close it.
 */
final class Wires implements AutoCloseable {
  private static final String BOUND = "127.0.0.2";
  private static final String CALLERS = "127.0.1.";
  private static final int BUFFER_BYTES = 64 * 1024;

  private record Wire(int from, int to) {}

  private final List<Integer> ports;
  private final List<ServerSocket> doors = new ArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition healed = lock.newCondition();
  private final Set<Wire> cut = ConcurrentHashMap.newKeySet();

  Wires(int size) {
    ports = IntStream.range(0, size).map(i -> FreePorts.next()).boxed().toList();
    for (int i = 0; i < size; i++) {
      doors.add(open(i));
    }
  }

  /** By which the nodes know each other. */
  List<Integer> ports() {
    return ports;
  }

  /** What one node must know besides. */
  String settings(int node) {
    return """
    carillon.cluster.bind-host = %s
    pekko.remote.artery.advanced.tcp.outbound-client-hostname = "%s"
    """
        .formatted(BOUND, CALLERS + (node + 1));
  }

  /** Nothing that one says reaches the other; it still hears. */
  void cutOneWay(int from, int to) {
    cut.add(new Wire(from, to));
  }

  void cut(int one, int other) {
    cutOneWay(one, other);
    cutOneWay(other, one);
  }

  void heal() {
    lock.lock();
    try {
      cut.clear();
      healed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private ServerSocket open(int node) {
    try {
      ServerSocket door = new ServerSocket();
      door.bind(new InetSocketAddress("127.0.0.1", ports.get(node)));
      begin(() -> accept(door, node));
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket door, int node) {
    try {
      while (true) {
        Socket caller = door.accept();
        sockets.add(caller);
        Wire wire = new Wire(numberOf(caller.getInetAddress()), node);
        begin(() -> carry(caller, wire));
      }
    } catch (IOException e) {
      // Closed: the test has ended.
    }
  }

  private static int numberOf(InetAddress caller) {
    return caller.getAddress()[3] - 1;
  }

  private void carry(Socket caller, Wire wire) {
    try (caller) {
      awaitHealed(wire);
      try (Socket callee = new Socket(BOUND, ports.get(wire.to))) {
        sockets.add(callee);
        begin(() -> copy(callee, caller, wire));
        copy(caller, callee, wire);
      }
    } catch (IOException e) {
      // Nobody listens there at the moment; the caller sees its connection end.
    }
  }

  private void copy(Socket from, Socket to, Wire wire) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitHealed(wire);
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One side has gone, so the other one has to.
    }
    sockets.remove(from);
  }

  private void awaitHealed(Wire wire) {
    lock.lock();
    try {
      while (cut.contains(wire)) {
        healed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void begin(Runnable task) {
    Thread thread = new Thread(task, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    heal();
    try {
      for (ServerSocket door : doors) {
        door.close();
      }
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
