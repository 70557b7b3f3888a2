package io.carillon.engine;

import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;

/**
 * The numbers that bound the engine; {@code carillon.engine} in reference.conf holds the defaults
 * and their reasons.
 *
 * @param lanes threads that write broadcasts; 0 takes one for every two cores, at least one
 * @param outboxFrames most frames waiting for one connection
 * @param outboxBytes most bytes waiting for one connection; a single larger frame is taken by an
 *     empty outbox
 * @param pingAfter silence from the peer after which it is pinged
 * @param pongTimeout silence after that ping after which the connection is closed
 * @param stallAfter time without write progress after which answers no longer wait for a connection
 * @param slowAfter time without write progress after which a connection is cut off as a slow
 *     consumer
 * @param pongStallAfter age of an unanswered ack ping after which answers no longer wait for a
 *     connection
 * @param closeTimeout time a peer has to answer a close frame, and to close its side of the socket
 * @param maxBroadcastsInFlight broadcasts waiting for acks; more are refused
 * @param receiptsKept receipts kept for late acks and look-ups; in a cluster at least as many as
 *     broadcasts in flight
 * @param receiptTimeToLive how long each is kept after the answer; in a cluster at least 10 s
 * @param state the bounds of what is kept for each connection
 * @param global the bounds of the global values
 */
public record EngineSettings(
    int lanes,
    int outboxFrames,
    int outboxBytes,
    Duration pingAfter,
    Duration pongTimeout,
    Duration stallAfter,
    Duration slowAfter,
    Duration pongStallAfter,
    Duration closeTimeout,
    int maxBroadcastsInFlight,
    int receiptsKept,
    Duration receiptTimeToLive,
    StateSettings state,
    GlobalSettings global) {}
