package io.carillon.engine.message;

import java.time.Instant;

/**
 * A message of a broadcast that was written to one connection.
 *
 * @param number which it was of those counted for the connection, from 1
 * @param writtenAt when the kernel had its last byte
 * @param target what the broadcast was aimed at
 */
public record SentMessage(long number, Message message, Instant writtenAt, Target target) {}
