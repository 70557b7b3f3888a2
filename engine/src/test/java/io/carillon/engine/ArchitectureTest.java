package io.carillon.engine;

import io.carillon.architecture.ArchitectureContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureContract {
  /** Lowest first; a package knows only packages in earlier rows. The empty word is the root. */
  private static final List<Set<String>> ROWS =
      List.of(
          Set.of("label"),
          Set.of("message"),
          Set.of("websocket"),
          Set.of("protocol"),
          Set.of("application"),
          Set.of("limit", "metrics", "information"),
          Set.of("delivery"),
          Set.of("registry"),
          Set.of("history", "presence"),
          Set.of("node"),
          Set.of("broadcast", "replication"),
          Set.of("connection"),
          Set.of(""));

  ArchitectureTest() {
    super(20, name -> false);
  }

  @Test
  void packagesKnowOnlyLowerOnes() {
    check(layers("io.carillon.engine", ROWS));
  }

  @Test
  void knowsNoHttpAndNoRedis() {
    check(knowNothingOf("org.apache.pekko.http..", "io.lettuce.."));
  }

  @Test
  void knowsNoOtherModule() {
    check(knowOnlyOurs("io.carillon.engine.."));
  }
}
