package io.carillon.benchmarks;

import io.carillon.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super(0, name -> true);
  }
}
