package io.carillon.http.settings;

import io.carillon.clusterconfig.redis.BridgeSettings;
import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import io.carillon.clusterconfig.redis.Forward;
import io.carillon.clusterconfig.redis.Inlet;
import io.carillon.clusterconfig.redis.LinkSettings;
import io.carillon.clusterconfig.redis.Outlet;
import io.carillon.clusterconfig.redis.RedisAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code carillon.redis}; there is no Redis where its {@code uri} is empty. */
final class RedisSection {
  private static final Map<String, Overflow> OVERFLOW = Words.of(Overflow.values());
  private static final Map<String, Forward> FORWARD = Words.of(Forward.values());
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MANY = 1_000_000;

  private RedisSection() {}

  static Optional<RedisSettings> read(Section section) {
    Optional<LinkSettings> link = readLink(section);
    BridgeSettings bridge = readBridge(section);
    String keyPrefix = section.text("key-prefix", prefix -> true, "a text");
    section.rejectUnknownKeys();
    return link.map(way -> new RedisSettings(way, bridge, keyPrefix));
  }

  private static Optional<LinkSettings> readLink(Section section) {
    Optional<RedisAddress> address = readAddress(section);
    String pem =
        section.text("certificate-authorities", RedisSection::isFileOrNone, "a PEM file or \"\"");
    Optional<Path> authorities = pem.isEmpty() ? Optional.empty() : Optional.of(Path.of(pem));
    Duration connectTimeout = section.duration("connect-timeout", MINUTE);
    Duration commandTimeout = section.duration("command-timeout", MINUTE);
    Duration least = section.duration("reconnect-after", MINUTE);
    Duration most = section.duration("reconnect-at-most", MINUTE);
    if (most.compareTo(least) < 0) {
      section.reject("reconnect-at-most", "at least carillon.redis.reconnect-after");
    }
    return address.map(
        where -> new LinkSettings(where, authorities, connectTimeout, commandTimeout, least, most));
  }

  private static BridgeSettings readBridge(Section section) {
    List<Inlet> inlets = BridgeRows.inlets(section.blocks("subscribe"));
    List<Outlet> outlets = BridgeRows.outlets(section.blocks("publish"), inlets);
    return new BridgeSettings(
        section.word("forward", FORWARD), inlets, outlets, readBounds(section));
  }

  /** The address is not shown, not even where it is wrong: it may hold a password. */
  private static Optional<RedisAddress> readAddress(Section section) {
    boolean isCluster = section.onOff("cluster");
    String user = section.text("user", text -> true, "a text");
    String password = section.secret("password", text -> true, "a text");
    String uri =
        section.secret(
            "uri",
            text -> text.isEmpty() || address(text, isCluster, user, password).isPresent(),
            "\"\" or an address, as in redis://127.0.0.1:6379");
    return address(uri, isCluster, user, password);
  }

  private static Optional<RedisAddress> address(
      String uri, boolean isCluster, String user, String password) {
    try {
      return uri.isEmpty()
          ? Optional.empty()
          : Optional.of(RedisAddress.of(uri, isCluster, user, password));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isFileOrNone(String text) {
    try {
      return text.isEmpty() || Files.isReadable(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Bounds readBounds(Section section) {
    return new Bounds(
        section.number("max-in-flight", 1, MANY, "a number of messages"),
        section.number("max-waiting", 0, MANY, "a number of messages"),
        section.bytes("max-waiting-bytes", 0),
        section.bytes("max-message-bytes", 1),
        section.word("overflow", OVERFLOW));
  }
}
