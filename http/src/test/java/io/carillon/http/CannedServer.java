package io.carillon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A server that answers as no good one does. One connection at a time, until it is closed. */
final class CannedServer implements AutoCloseable {
  private static final long DRIP_MILLIS = 50;

  /** What is done with a connection that has come in. */
  private interface Manners {
    void meet(CannedServer self, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private CannedServer(Manners manners) {
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(() -> serve(manners), "canned server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Hears the head of a request, answers, closes. */
  static CannedServer answering(String answer) {
    return new CannedServer((self, socket) -> self.answer(socket, answer));
  }

  /** Takes connections and leaves them at that: reads nothing, says nothing. */
  static CannedServer silent() {
    return new CannedServer((self, socket) -> self.closed.await());
  }

  /** Answers one letter at a time, without an end. */
  static CannedServer dripping() {
    return new CannedServer(CannedServer::drip);
  }

  private void serve(Manners manners) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        manners.meet(this, socket);
      } catch (IOException e) {
        // the client went, or the test is over
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void answer(Socket socket, String answer) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    requests.add(head.toString());
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private void drip(Socket socket) throws InterruptedException {
    clock.scheduleAtFixedRate(
        () -> {
          try {
            socket.getOutputStream().write('H');
          } catch (IOException e) {
            throw new UncheckedIOException(e); // ends the dripping
          }
        },
        0,
        DRIP_MILLIS,
        TimeUnit.MILLISECONDS);
    closed.await();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The heads of the requests that were heard. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    closed.countDown();
    clock.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
