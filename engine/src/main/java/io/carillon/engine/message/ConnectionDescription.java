package io.carillon.engine.message;

import io.carillon.engine.label.Labels;
import java.time.Instant;

/**
 * What is known about one open connection.
 *
 * @param listener the name of the listener that accepted it
 * @param remoteAddress {@code host:port} of the peer as the socket sees it
 * @param queuedFrames frames in the outbox that the kernel has not taken yet
 * @param queuedBytes their bytes
 * @param messagesIn messages read from the peer
 * @param messagesOut frames handed to the kernel
 */
public record ConnectionDescription(
    ConnectionId id,
    String listener,
    String route,
    String remoteAddress,
    Instant connectedAt,
    Labels labels,
    boolean compressed,
    int queuedFrames,
    long queuedBytes,
    long messagesIn,
    long messagesOut) {}
