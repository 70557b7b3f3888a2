package io.carillon.benchmarks.compare;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "compare")
public final class CompareCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
