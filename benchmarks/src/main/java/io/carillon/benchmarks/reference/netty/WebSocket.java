package io.carillon.benchmarks.reference.netty;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.SocketPath;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The only handler of an open WebSocket: reads masked frames and answers pings, closes and, on an
 * echo connection, messages.
 *
 * <p>Confined to its event loop. The answers to one read leave in one write.
 */
final class WebSocket extends ByteToMessageDecoder {

  private static final int FINAL = 0x80;

  /** The place in its loop's share while it is open and listens. */
  int place;

  private final SocketPath path;
  private final LoopShare share;
  private ChannelHandlerContext context;
  private ByteBuf replies;
  private boolean closing;

  WebSocket(SocketPath path, LoopShare share) {
    this.path = path;
    this.share = share;
  }

  boolean isOfHalf() {
    return path.half();
  }

  /** Writes and flushes a frame; a peer that lets too much gather is closed. */
  ChannelFuture write(ByteBuf frame) {
    ChannelFuture written = context.writeAndFlush(frame);
    if (!context.channel().isWritable()) {
      context.close();
    }
    return written;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    if (path.listening()) {
      share.join(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) throws Exception {
    if (path.listening()) {
      share.leave(this);
    }
    super.channelInactive(inactive);
  }

  @Override
  protected void decode(ChannelHandlerContext reader, ByteBuf in, List<Object> out) {
    int available = in.readableBytes();
    ByteBuffer bytes = in.internalNioBuffer(in.readerIndex(), available);
    int start = bytes.position();
    if (available < 2 || available < Frames.headBytes(bytes, start)) {
      return;
    }
    int headBytes = Frames.headBytes(bytes, start);
    long length = Frames.payloadBytes(bytes, start);
    if (length < 0 || length > Frames.MAX_MESSAGE_BYTES || !Frames.isMasked(bytes.get(start + 1))) {
      reader.close();
      return;
    }
    if (available - headBytes >= length) {
      int mask = bytes.getInt(start + headBytes - 4);
      int first = bytes.get(start);
      in.skipBytes(headBytes);
      answer(first, in, (int) length, mask);
      in.skipBytes((int) length);
    }
  }

  private void answer(int first, ByteBuf in, int length, int mask) {
    switch (Frames.opcode(first)) {
      case Frames.PING -> reply(FINAL | Frames.PONG, in, length, mask);
      case Frames.CLOSE -> {
        reply(first, in, length, mask);
        closing = true;
      }
      case Frames.PONG -> {}
      default -> {
        if (path.echo()) {
          reply(first, in, length, mask);
        }
      }
    }
  }

  private void reply(int first, ByteBuf in, int length, int mask) {
    if (replies == null) {
      replies = context.alloc().directBuffer(Frames.MAX_HEAD_BYTES + in.readableBytes());
    }
    replies.ensureWritable(Frames.MAX_HEAD_BYTES + length);
    int at = replies.writerIndex();
    ByteBuffer out = replies.internalNioBuffer(at, Frames.MAX_HEAD_BYTES + length);
    int start = out.position();
    Frames.putHead(out, Frames.opcode(first), length);
    int payloadAt = out.position();
    replies.writerIndex(at + payloadAt - start);
    replies.setByte(at, first);
    replies.writeBytes(in, in.readerIndex(), length);
    Frames.mask(replies.internalNioBuffer(at, payloadAt - start + length), payloadAt, length, mask);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext reader) throws Exception {
    if (replies != null) {
      ChannelFuture sent = reader.writeAndFlush(replies);
      replies = null;
      if (closing) {
        sent.addListener(ChannelFutureListener.CLOSE);
      }
    }
    super.channelReadComplete(reader);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext removed) {
    if (replies != null) {
      replies.release();
      replies = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    failed.close();
  }
}
