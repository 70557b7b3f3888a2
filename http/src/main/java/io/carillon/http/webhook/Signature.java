package io.carillon.http.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pekko.util.ByteString;

/**
 * Proves to a receiver who sent a body, and when: {@code t=1763676000,v1=5257a8...}, where v1 is
 * the HMAC-SHA256 (RFC 2104) of the time, a dot and the body, in hexadecimal.
 *
 * <p>The time is part of what is signed, so that a receiver can refuse what is replayed later.
 * Thread-safe.
 */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Signature(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * The value of the header.
   *
   * @param seconds since 1970, as the receiver will compare them with its own clock
   */
  String of(long seconds, ByteString body) {
    Mac mac = mac();
    mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
    mac.update(body.asByteBuffer());
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal());
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
