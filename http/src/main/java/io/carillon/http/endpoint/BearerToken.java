package io.carillon.http.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The token that callers must bring (RFC 6750 §2.1), held only as a digest.
 *
 * <p>Comparing digests takes the same time whatever was sent, also for another length.
 */
public final class BearerToken {
  private static final String SCHEME = "bearer ";

  private final byte[] digest;

  /** Takes the token that is right. */
  public BearerToken(String token) {
    this.digest = digest(token);
  }

  /** Whether the value of an Authorization header carries this token. */
  public boolean isIn(Optional<String> authorization) {
    String value = authorization.orElse("");
    boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    byte[] sent = digest(bearer ? value.substring(SCHEME.length()).strip() : "");
    return MessageDigest.isEqual(digest, sent) & bearer;
  }

  /** Whether this is the token. */
  public boolean is(String sent) {
    return MessageDigest.isEqual(digest, digest(sent));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
