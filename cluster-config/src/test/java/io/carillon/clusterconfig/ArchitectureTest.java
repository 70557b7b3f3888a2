package io.carillon.clusterconfig;

import io.carillon.architecture.ArchitectureContract;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super(0, name -> false);
  }

  @Test
  void knowsOnlyTheEngine() {
    check(knowOnlyOurs("io.carillon.clusterconfig..", "io.carillon.engine.."));
  }
}
