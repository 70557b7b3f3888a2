package io.carillon.benchmarks;

import io.carillon.architecture.ArchitectureContract;
import java.util.Set;

class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super(0, Set.of());
  }
}
