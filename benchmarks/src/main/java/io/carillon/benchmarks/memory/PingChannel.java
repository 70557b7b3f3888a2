package io.carillon.benchmarks.memory;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.pekko.util.ByteString;

/** A {@link MemoryChannel} that remembers the ping behind the last write, as a peer would. */
public final class PingChannel implements WritableByteChannel {
  private static final int PING_BYTES = 10;

  private final byte[] payload = new byte[Long.BYTES];

  @Override
  public int write(ByteBuffer bytes) {
    int taken = bytes.remaining();
    if (taken >= PING_BYTES) {
      bytes.get(bytes.limit() - Long.BYTES, payload);
    }
    bytes.position(bytes.limit());
    return taken;
  }

  /** What the peer's pong says. */
  public ByteString pong() {
    return ByteString.fromArray(payload);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
