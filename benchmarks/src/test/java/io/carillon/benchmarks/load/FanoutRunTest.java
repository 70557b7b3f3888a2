package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.reference.FaultyServer;
import io.carillon.benchmarks.reference.FaultyServer.Fault;
import io.carillon.benchmarks.reference.NioServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FanoutRunTest {

  private static final int CONNECTIONS = 20;
  private static final int MESSAGES = 200;
  private static final Faults NO_FAULTS = new Faults(0, 0, 0, 0, 0, 0);

  @Test
  void findsNoFaultWhereThereIsNone() throws IOException {
    LoadResult result = run(Fault.NONE, 4, 128);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS * MESSAGES);
  }

  @Test
  void countsEveryMessageWithOneInFlight() throws IOException {
    LoadResult result = run(Fault.NONE, 1, 32);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS * MESSAGES);
    assertThat(result.latency().p50()).isPositive();
    assertThat(result.answers().p50()).isPositive();
  }

  @Test
  void readsMessagesLargerThanTheSocketBuffers() throws IOException {
    LoadResult result = run(Fault.NONE, 16, 900_000, 32);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS * 32);
  }

  @Test
  void findsAMissingMessage() throws IOException {
    assertThat(run(Fault.MISSING, 4, 128).faults()).isEqualTo(new Faults(1, 0, 0, 0, 0, 0));
  }

  @Test
  void findsADoubledMessage() throws IOException {
    assertThat(run(Fault.DOUBLED, 4, 128).faults()).isEqualTo(new Faults(0, 1, 0, 0, 0, 0));
  }

  @Test
  void findsASwappedMessage() throws IOException {
    assertThat(run(Fault.SWAPPED, 4, 128).faults()).isEqualTo(new Faults(0, 0, 1, 0, 0, 0));
  }

  @Test
  void findsAWrongSentCount() throws IOException {
    assertThat(run(Fault.WRONG_COUNT, 4, 128).faults()).isEqualTo(new Faults(0, 0, 0, 1, 0, 0));
  }

  @Test
  void findsAFrameThatLostItsLastByte() throws IOException {
    assertThat(run(Fault.TRUNCATED, 4, 128).faults().broken()).isEqualTo(1);
  }

  private static LoadResult run(Fault fault, int inFlight, int messageBytes) throws IOException {
    return run(fault, inFlight, messageBytes, MESSAGES);
  }

  private static LoadResult run(Fault fault, int inFlight, int messageBytes, int messages)
      throws IOException {
    try (NioServer server = FaultyServer.listen(fault)) {
      new Thread(server, "faulty-server").start();
      LoadTarget target = new LoadTarget(server.port(), "/bench", server.port(), "/pub", "", 0);
      Period period =
          new Period(Duration.ZERO, Duration.ofSeconds(20), Duration.ofMillis(700), messages);
      return LoadRun.of(
          new LoadPlan(
              LoadPlan.Mode.FANOUT, target, CONNECTIONS, inFlight, messageBytes, 0, period));
    }
  }
}
