package io.carillon.engine.message;

import io.carillon.engine.label.Labels;
import org.apache.pekko.util.ByteString;

/**
 * What lists tell about an open connection, as it was at one moment.
 *
 * @param session the JSON object that the application keeps with it, compact
 */
public record ConnectionSummary(ConnectionId id, Labels labels, ByteString session) {}
