package io.carillon.benchmarks.reference.pekkohttp;

import io.carillon.benchmarks.reference.ReferenceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PekkoHttpServerTest extends ReferenceContract {

  private static PekkoHttpServer server;

  @BeforeAll
  static void listen() {
    server = PekkoHttpServer.listen(0);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Override
  protected int port() {
    return server.port();
  }
}
