package io.carillon.http;

import io.carillon.architecture.ArchitectureContract;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super(0, Set.of("Main"));
  }

  @Test
  void knowsOnlyTheEngineAndTheClusterConfig() {
    check(knowOnlyOurs("io.carillon.http..", "io.carillon.engine..", "io.carillon.cluster.."));
  }
}
