package io.carillon.engine.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.IntUnaryOperator;

/** A socket that takes as many bytes a call as it is told to, and remembers them. */
final class FakeSocket implements WritableByteChannel {
  static final IntUnaryOperator ALL = offered -> offered;
  static final IntUnaryOperator NOTHING = offered -> 0;
  static final IntUnaryOperator BROKEN = offered -> -1;

  /** How many bytes a call takes of those offered; negative breaks the pipe. */
  IntUnaryOperator room = ALL;

  /** Runs once inside the next call, after the bytes were taken: the other thread's chance. */
  Runnable meanwhile;

  int calls;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  @Override
  public int write(ByteBuffer from) throws IOException {
    calls++;
    int count = room.applyAsInt(from.remaining());
    if (count < 0) {
      throw new IOException("Broken pipe");
    }
    byte[] bytes = new byte[Math.min(count, from.remaining())];
    from.get(bytes);
    taken.writeBytes(bytes);
    Runnable now = meanwhile;
    meanwhile = null;
    if (now != null) {
      now.run();
    }
    return bytes.length;
  }

  byte[] taken() {
    return taken.toByteArray();
  }

  int size() {
    return taken.size();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
