package io.carillon.engine.registry;

/**
 * The bounds of what is kept for one connection; it is kept in memory and ends with the connection.
 *
 * @param informationKeys most keys of stored information
 * @param informationBytes most bytes of them and their values together, as UTF-8
 * @param sentMessages most messages kept of those written, where they are recorded
 * @param sentBytes most bytes of their payloads
 */
public record StateSettings(
    int informationKeys, int informationBytes, int sentMessages, int sentBytes) {}
