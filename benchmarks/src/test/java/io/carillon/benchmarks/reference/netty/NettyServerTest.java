package io.carillon.benchmarks.reference.netty;

import io.carillon.benchmarks.reference.ReferenceContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NettyServerTest extends ReferenceContract {

  private static NettyServer server;

  @BeforeAll
  static void listen() {
    server = NettyServer.listen(0);
  }

  @AfterAll
  static void close() {
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
