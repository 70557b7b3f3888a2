package io.carillon.engine.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.pekko.util.ByteString;

/**
 * One direct buffer per thread, through which a connection's own frames are written without a copy
 * inside the JDK.
 */
final class DirectBuffer {
  private static final int BYTES = 64 * 1024;
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BYTES));

  private DirectBuffer() {}

  /** Writes until the socket takes no more; how many bytes it took. A broken socket takes none. */
  static int write(WritableByteChannel channel, ByteString bytes) {
    ByteBuffer buffer = BUFFER.get();
    int sent = 0;
    try {
      while (sent < bytes.length()) {
        buffer.clear();
        bytes.slice(sent, sent + BYTES).copyToBuffer(buffer);
        buffer.flip();
        sent += channel.write(buffer);
        if (buffer.hasRemaining()) {
          return sent;
        }
      }
      return sent;
    } catch (IOException e) {
      return sent; // the stream reads the same error and closes
    }
  }
}
