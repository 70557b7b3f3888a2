package io.carillon.engine.message;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * 128 bits that name one thing in the cluster and carry the node it lives on.
 *
 * <p>Layout: bits 127-96 the node, bits 95-0 random, so that an id cannot be guessed and is unique
 * without coordination. Written as 32 lowercase hex characters.
 */
record NodeScopedId(long high, long low) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  static NodeScopedId random(int node) {
    byte[] bits = new byte[12];
    RANDOM.nextBytes(bits);
    long rest = 0;
    for (int i = 0; i < 4; i++) {
      rest = rest << 8 | (bits[i] & 0xff);
    }
    long low = 0;
    for (int i = 4; i < 12; i++) {
      low = low << 8 | (bits[i] & 0xff);
    }
    return new NodeScopedId(Integer.toUnsignedLong(node) << 32 | rest, low);
  }

  static Optional<NodeScopedId> parse(String hex) {
    if (hex.length() != 32) {
      return Optional.empty();
    }
    for (int i = 0; i < 32; i++) {
      char c = hex.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new NodeScopedId(
            HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)));
  }

  int node() {
    return (int) (high >>> 32);
  }

  String hex() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
