package io.carillon.clusterconfig.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How Redis is reached; {@code carillon.redis} in reference.conf holds the defaults.
 *
 * @param authorities certificates, as PEM, of those whose certificates are taken; empty for those
 *     that the JDK takes
 * @param connectTimeout an attempt to connect that takes longer has failed
 * @param commandTimeout a command that takes longer has failed
 * @param reconnectAfter least wait before an attempt to connect anew
 * @param reconnectAtMost most wait; it doubles from one attempt to the next, and a part of it is
 *     left to chance
 */
public record LinkSettings(
    RedisAddress address,
    Optional<Path> authorities,
    Duration connectTimeout,
    Duration commandTimeout,
    Duration reconnectAfter,
    Duration reconnectAtMost) {}
