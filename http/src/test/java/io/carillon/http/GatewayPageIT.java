package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Runs the examples of the page from top to bottom. */
class GatewayPageIT {
  private static final int FEWEST = 40;

  @Test
  void everyExampleIsAnsweredAsThePageSays() {
    PageExamples examples = PageExamples.of("gateway.md");
    assertThat(examples.size()).isGreaterThan(FEWEST);
    try (Door door = Door.open()) {
      door.connectAs("/chat", "alice");
      door.connectAs("/chat", "bob");
      examples.run(door, UnaryOperator.identity());
    }
  }
}
