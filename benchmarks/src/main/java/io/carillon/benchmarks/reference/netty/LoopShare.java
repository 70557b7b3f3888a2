package io.carillon.benchmarks.reference.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.Arrays;

/** The WebSockets of one event loop; all but {@link #write} is confined to that loop. */
final class LoopShare {

  private final EventLoop loop;
  private WebSocket[] members = new WebSocket[1024];
  private int count;

  LoopShare(EventLoop loop) {
    this.loop = loop;
  }

  void join(WebSocket member) {
    if (count == members.length) {
      members = Arrays.copyOf(members, count * 2);
    }
    member.place = count;
    members[count++] = member;
  }

  /** The last one takes the place that becomes free. */
  void leave(WebSocket member) {
    WebSocket last = members[--count];
    members[count] = null;
    if (last != member) {
      members[member.place] = last;
      last.place = member.place;
    }
  }

  /**
   * Writes the frame to every member, or every member of the half, and tells the broadcast how many
   * writes succeeded. Any thread may call it; takes over one reference to the frame.
   */
  void write(ByteBuf frame, boolean half, Broadcast broadcast) {
    if (loop.inEventLoop()) {
      writeNow(frame, half, broadcast);
    } else {
      loop.execute(() -> writeNow(frame, half, broadcast));
    }
  }

  private void writeNow(ByteBuf frame, boolean half, Broadcast broadcast) {
    Writes writes = new Writes(broadcast);
    for (int i = count - 1; i >= 0; i--) {
      if (!half || members[i].isOfHalf()) {
        writes.add(members[i].write(frame.retainedDuplicate()));
      }
    }
    frame.release();
    writes.end();
  }

  /** The write futures of one frame. Most are done at once and need no listener. */
  private static final class Writes implements ChannelFutureListener {

    private final Broadcast broadcast;
    private int open = 1;
    private int succeeded;

    private Writes(Broadcast broadcast) {
      this.broadcast = broadcast;
    }

    private void add(ChannelFuture future) {
      open++;
      if (future.isDone()) {
        operationComplete(future);
      } else {
        future.addListener(this);
      }
    }

    @Override
    public void operationComplete(ChannelFuture future) {
      if (future.isSuccess()) {
        succeeded++;
      }
      end();
    }

    private void end() {
      if (--open == 0) {
        broadcast.onShare(succeeded);
      }
    }
  }
}
