package io.carillon.benchmarks.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The terms of one receipt: {@code targeted = written + failed + pending}, or it is not read at
 * all.
 */
record ReceiptLaw(int targeted, int written, int failed, int pending) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ReceiptLaw {
    if (targeted != written + failed + pending) {
      throw new IllegalArgumentException(
          targeted + " targeted are not " + written + " + " + failed + " + " + pending);
    }
  }

  /**
   * Reads the answer to a broadcast of level {@code written}.
   *
   * @throws IllegalArgumentException if it is no receipt or breaks the law
   */
  static ReceiptLaw read(String json) {
    try {
      JsonNode receipt = JSON.readTree(json);
      int failed = 0;
      for (JsonNode count : receipt.required("failed")) {
        failed += count.intValue();
      }
      return new ReceiptLaw(
          receipt.required("targeted").intValue(),
          receipt.required("counts").required("written").intValue(),
          failed,
          receipt.required("pending").intValue());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether it was written to exactly this many. */
  boolean isWrittenToAll(int connections) {
    return targeted == connections && written == connections;
  }
}
