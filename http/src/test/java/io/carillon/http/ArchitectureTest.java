package io.carillon.http;

import io.carillon.architecture.ArchitectureContract;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super(0, "Main"::equals);
  }

  @Test
  void knowsOnlyTheEngineAndTheClusterConfig() {
    check(
        knowOnlyOurs("io.carillon.http..", "io.carillon.engine..", "io.carillon.clusterconfig.."));
  }
}
