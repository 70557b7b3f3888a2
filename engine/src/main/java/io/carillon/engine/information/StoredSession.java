package io.carillon.engine.information;

import io.carillon.engine.protocol.SessionJson;
import org.apache.pekko.util.ByteString;

/**
 * The JSON object that an application keeps with a connection.
 *
 * <p>Takes at most {@code session-bytes} bytes as compact JSON in UTF-8; what would take more is
 * refused and changes nothing. Written by the connection's actor; what it reads as never changes,
 * so any thread may {@linkplain #json read} it.
 */
public final class StoredSession {
  private static final ByteString EMPTY = ByteString.fromString("{}");

  private final int mostBytes;
  private volatile ByteString json = EMPTY;

  /**
   * An empty one.
   *
   * @param mostBytes the most it may take
   */
  public StoredSession(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The whole object; {@code {}} until something is kept. */
  public ByteString json() {
    return json;
  }

  /**
   * Keeps this object instead.
   *
   * @return false if it is too large
   */
  public boolean replace(ByteString object) {
    return become(SessionJson.compact(object));
  }

  /**
   * {@linkplain SessionJson#updated Updates} the object.
   *
   * @return false if it would be too large
   */
  public boolean update(ByteString change) {
    return become(SessionJson.updated(json, change));
  }

  private boolean become(ByteString next) {
    if (next.size() > mostBytes) {
      return false;
    }
    json = next;
    return true;
  }
}
