package io.carillon.benchmarks.reference;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NioServerTest extends ReferenceContract {

  private NioServer server;

  @BeforeEach
  void listen() throws IOException {
    server = NioServer.listen(0);
    new Thread(server, "nio-server").start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected int port() {
    return server.port();
  }

  @Test
  void theHalfIsToldApart() throws IOException {
    assertThatTheHalfIsToldApart();
  }
}
