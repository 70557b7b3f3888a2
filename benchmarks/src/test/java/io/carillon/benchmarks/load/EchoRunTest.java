package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.reference.NioServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoRunTest {

  private static final Faults NO_FAULTS = new Faults(0, 0, 0, 0, 0, 0);

  @Test
  void everyMessageComesBackInOrder() throws IOException {
    LoadResult result = run(LoadPlan.Mode.ECHO, "/echo", 16, 3000);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(3000);
  }

  @Test
  void whatNeverComesBackIsMissing() throws IOException {
    assertThat(run(LoadPlan.Mode.ECHO, "/mute", 2, 3000).faults())
        .isEqualTo(new Faults(20, 0, 0, 0, 0, 0));
  }

  @Test
  void connectionsAreOpenedInWaves() throws IOException {
    LoadResult result = run(LoadPlan.Mode.CONNECT, "/bench", 1, 100);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(100);
  }

  private static LoadResult run(LoadPlan.Mode mode, String path, int depth, int messages)
      throws IOException {
    try (NioServer server = NioServer.listen(0)) {
      new Thread(server, "nio-server").start();
      LoadTarget target = new LoadTarget(server.port(), path, server.port(), "/pub", "", 0);
      Period period =
          new Period(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMillis(700), messages);
      return LoadRun.of(new LoadPlan(mode, target, 10, depth, 200, 0, period));
    }
  }
}
