package io.carillon.benchmarks.memory;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A socket whose kernel takes every byte at once and keeps none. Thread-safe. */
public final class MemoryChannel implements WritableByteChannel {

  @Override
  public int write(ByteBuffer bytes) {
    int taken = bytes.remaining();
    bytes.position(bytes.limit());
    return taken;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
