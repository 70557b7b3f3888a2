package io.carillon.benchmarks.reference.netty;

import io.carillon.benchmarks.wire.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One publish: waits for every loop's count and hands on their sum. Thread-safe. */
final class Broadcast {

  private final AtomicInteger sharesLeft;
  private final AtomicInteger sent = new AtomicInteger();
  private final IntConsumer answer;

  /** {@code answer} is called once, on the loop that is done last. */
  Broadcast(int shares, IntConsumer answer) {
    this.sharesLeft = new AtomicInteger(shares);
    this.answer = answer;
  }

  /** The payload as one unmasked text frame; the caller releases it. */
  static ByteBuf encode(ByteBufAllocator allocator, ByteBuf payload) {
    int length = payload.readableBytes();
    ByteBuf frame = allocator.directBuffer(Frames.MAX_HEAD_BYTES + length);
    ByteBuffer head = frame.internalNioBuffer(0, Frames.MAX_HEAD_BYTES);
    int start = head.position();
    Frames.putHead(head, Frames.TEXT, length);
    return frame.writerIndex(head.position() - start).writeBytes(payload);
  }

  /** A loop has written its share to so many WebSockets. */
  void onShare(int written) {
    sent.addAndGet(written);
    if (sharesLeft.decrementAndGet() == 0) {
      answer.accept(sent.get());
    }
  }
}
