package io.carillon.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptJsonTest {

  private static Receipt receipt(Optional<Receipt.Latency> latency) {
    return new Receipt(
        new BroadcastId(1L << 32, 2),
        Instant.parse("2026-01-01T00:00:00Z"),
        Level.WRITTEN,
        4,
        new Receipt.Counts(3, 2, 0, 0),
        Map.of(FailureReason.CLOSED, 1),
        1,
        false,
        latency,
        new Receipt.Nodes(List.of("00000001"), List.of("00000002")));
  }

  @Test
  void writesEveryLevelAndEveryReason() {
    assertThat(ReceiptJson.of(receipt(Optional.of(new Receipt.Latency(2, 40, 50, 60, 70)))))
        .hasToString(
            """
            {"id":"00000001000000000000000000000002","startedAt":"2026-01-01T00:00:00Z",\
            "level":"written","targeted":4,\
            "counts":{"accepted":3,"written":2,"received":0,"processed":0},\
            "failed":{"closed":1,"slow":0,"expired":0,"error":0},"pending":1,"complete":false,\
            "latencyMicros":{"count":2,"p50":40,"p90":50,"p99":60,"max":70},\
            "nodes":{"reporting":["00000001"],"missing":["00000002"]}}""");
  }

  @Test
  void writesNullForALatencyThatNobodyAskedFor() {
    assertThat(ReceiptJson.of(receipt(Optional.empty())).get("latencyMicros").isNull()).isTrue();
  }
}
