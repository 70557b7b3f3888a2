package io.carillon.clusterconfig.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a Redis is, and what it wants to know of who comes. Shows neither password nor user.
 *
 * @param uris as Lettuce writes them; several only for a Redis Cluster
 * @param isCluster whether it is a Redis Cluster, of which they are some nodes
 */
public record RedisAddress(List<RedisURI> uris, boolean isCluster) {
  private static final Pattern PLACE = Pattern.compile("(\\[[^]]+]|[^:]+)(:[0-9]+)?");

  public RedisAddress {
    uris = List.copyOf(uris);
  }

  /**
   * Reads an address: {@code redis://host:port/database}, {@code rediss://} for TLS, {@code
   * redis-sentinel://host1,host2/database#master} and {@code rediss-sentinel://}; of a Redis
   * Cluster {@code redis://host1:port1,host2:port2}.
   *
   * @param user empty for the one in the address, or Redis' default
   * @param password empty for the one in the address, or none
   * @throws IllegalArgumentException if it is none; what it says must not be shown, as the address
   *     may hold a password
   */
  public static RedisAddress of(String uri, boolean isCluster, String user, String password) {
    requirePlaces(uri);
    List<RedisURI> uris =
        isCluster
            ? RedisClusterURIUtil.toRedisURIs(URI.create(uri))
            : List.of(RedisURI.create(uri));
    for (RedisURI each : uris) {
      authenticate(each, user, password);
      separatePort(each);
      each.getSentinels().forEach(RedisAddress::separatePort);
      each.getSentinels().forEach(sentinel -> sentinel.setClientName("carillon"));
      each.setClientName("carillon");
    }
    return new RedisAddress(uris, isCluster);
  }

  /** Lettuce takes a port that is no number for none at all. */
  private static void requirePlaces(String uri) {
    String authority = URI.create(uri).getRawAuthority();
    if (authority != null) {
      String places = authority.substring(authority.lastIndexOf('@') + 1);
      if (!Stream.of(places.split(",", -1)).allMatch(PLACE.asMatchPredicate())) {
        throw new IllegalArgumentException("an address whose host or port is none");
      }
    }
  }

  /** A host with an underscore is none to {@link URI}, and Lettuce then takes the port along. */
  private static void separatePort(RedisURI uri) {
    String host = uri.getHost();
    int colon = host == null || host.startsWith("[") ? -1 : host.lastIndexOf(':');
    if (colon > 0 && host.indexOf(':') == colon) {
      uri.setHost(host.substring(0, colon));
      uri.setPort(Integer.parseInt(host.substring(colon + 1)));
    }
  }

  private static void authenticate(RedisURI uri, String user, String password) {
    if (!user.isEmpty()) {
      uri.setAuthentication(user, password);
    } else if (!password.isEmpty()) {
      uri.setAuthentication(password);
    }
  }

  @Override
  public String toString() {
    return uris.stream().map(RedisAddress::shown).collect(Collectors.joining(", "));
  }

  private static String shown(RedisURI uri) {
    String hosts =
        uri.getSentinels().isEmpty()
            ? place(uri)
            : uri.getSentinels().stream().map(RedisAddress::place).collect(Collectors.joining(","))
                + "#"
                + uri.getSentinelMasterId();
    return (uri.isSsl() ? "rediss" : "redis") + "://" + hosts + "/" + uri.getDatabase();
  }

  private static String place(RedisURI uri) {
    return uri.getSocket() != null ? uri.getSocket() : uri.getHost() + ":" + uri.getPort();
  }
}
