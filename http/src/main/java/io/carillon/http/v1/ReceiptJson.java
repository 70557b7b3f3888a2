package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Receipt;
import io.carillon.http.endpoint.Answer;
import java.util.Locale;

/**
 * Writes a receipt, whole: every level and every reason is there, as 0 if nothing happened.
 *
 * <pre>{@code
 * {"id":"...","startedAt":"2026-01-01T00:00:00Z","level":"written","targeted":3,
 *  "counts":{"accepted":3,"written":2,"received":0,"processed":0},
 *  "failed":{"closed":1,"slow":0,"expired":0,"error":0},"pending":0,"complete":true,
 *  "latencyMicros":{"count":2,"p50":40,"p90":55,"p99":55,"max":55},
 *  "nodes":{"reporting":["..."],"missing":[]}}
 * }</pre>
 */
final class ReceiptJson {
  private ReceiptJson() {}

  static ObjectNode of(Receipt receipt) {
    ObjectNode json =
        Answer.object()
            .put("id", receipt.id().toString())
            .put("startedAt", receipt.startedAt().toString())
            .put("level", receipt.level().name().toLowerCase(Locale.ROOT))
            .put("targeted", receipt.targeted());
    json.set("counts", counts(receipt.counts()));
    json.set("failed", failed(receipt));
    json.put("pending", receipt.pending()).put("complete", receipt.complete());
    json.set("latencyMicros", receipt.latency().map(ReceiptJson::latency).orElse(null));
    json.set("nodes", nodes(receipt.nodes()));
    return json;
  }

  private static ObjectNode counts(Receipt.Counts counts) {
    return Answer.object()
        .put("accepted", counts.accepted())
        .put("written", counts.written())
        .put("received", counts.received())
        .put("processed", counts.processed());
  }

  private static ObjectNode failed(Receipt receipt) {
    ObjectNode json = Answer.object();
    for (FailureReason reason : FailureReason.values()) {
      json.put(reason.name().toLowerCase(Locale.ROOT), receipt.failed().getOrDefault(reason, 0));
    }
    return json;
  }

  private static ObjectNode latency(Receipt.Latency latency) {
    return Answer.object()
        .put("count", latency.count())
        .put("p50", latency.p50())
        .put("p90", latency.p90())
        .put("p99", latency.p99())
        .put("max", latency.max());
  }

  private static ObjectNode nodes(Receipt.Nodes nodes) {
    ObjectNode json = Answer.object();
    json.set("reporting", Answer.array(nodes.reporting()));
    json.set("missing", Answer.array(nodes.missing()));
    return json;
  }
}
