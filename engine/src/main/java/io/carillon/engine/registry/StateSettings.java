package io.carillon.engine.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * The bounds of what is kept for one connection; it is kept in memory and ends with the connection.
 *
 * @param informationKeys most keys of stored information
 * @param informationBytes most bytes of them and their values together, as UTF-8
 * @param sessionBytes most bytes of the session, as compact JSON in UTF-8
 * @param sentMessages most messages kept of those written, where they are recorded
 * @param sentBytes most bytes of their payloads
 * @param maxGhosts most ghosts of the node at a time
 * @param ghostTimeToLive how long a ghost without a socket stays; empty for as long as it is not
 *     released
 * @param beforeCloseTimeout longest wait for each who is told that a connection ends
 */
public record StateSettings(
    int informationKeys,
    int informationBytes,
    int sessionBytes,
    int sentMessages,
    int sentBytes,
    int maxGhosts,
    Optional<Duration> ghostTimeToLive,
    Duration beforeCloseTimeout) {}
