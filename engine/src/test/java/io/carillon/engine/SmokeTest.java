package io.carillon.engine;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void runs() {
    try (TestNode node = new TestNode()) {
      System.err.println("PORT " + node.port());
      LockSupport.parkNanos(120_000_000_000L);
    }
  }
}
