package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node answered to one broadcast.
 *
 * @param asked when it was sent, by {@link System#nanoTime}
 * @param answered when the receipt was there
 */
record Outcome(long asked, long answered, JsonNode receipt) {
  /** The name of the node that was asked; a node has a new one after each start. */
  String node() {
    return receipt.get("id").asText().substring(0, 8);
  }

  int written() {
    return receipt.at("/counts/written").asInt();
  }

  boolean complete() {
    return receipt.get("complete").asBoolean();
  }

  Set<String> reporting() {
    return names("reporting");
  }

  Set<String> missing() {
    return names("missing");
  }

  Duration took() {
    return Duration.ofNanos(answered - asked);
  }

  private Set<String> names(String field) {
    Set<String> names = new TreeSet<>();
    receipt.get("nodes").get(field).forEach(name -> names.add(name.asText()));
    return names;
  }
}
