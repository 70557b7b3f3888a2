package io.carillon.http.webhook;

import java.time.Instant;
import org.apache.pekko.util.ByteString;

/**
 * Events that travel together, encoded once: every attempt sends the same bytes.
 *
 * @param id the same in every attempt
 * @param since when the first of them happened
 * @param bytes the room that they take, by the measure of the queue
 * @param lost events lost before this batch was made, which its body tells of
 */
record Batch(String id, Instant since, int events, long bytes, long lost, ByteString body) {}
