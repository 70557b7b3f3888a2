package io.carillon.benchmarks.reference;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Stamp;
import java.io.IOException;

/** The reference server with one fault built in, to show that the load client finds it. */
public final class FaultyServer {

  private FaultyServer() {}

  /** What goes wrong, once, with the {@value #AT}-th delivery. */
  public enum Fault {
    NONE,
    MISSING,
    DOUBLED,
    SWAPPED,
    WRONG_COUNT,
    TRUNCATED
  }

  private static final int AT = 501;

  /** Listens on a free port. */
  public static NioServer listen(Fault fault) throws IOException {
    return NioServer.listen(0, new FaultyDelivery(fault));
  }

  /** Serves on the given port and loses one delivery. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    try (NioServer server = NioServer.listen(port, new FaultyDelivery(Fault.MISSING))) {
      server.run();
    }
  }

  private static final class FaultyDelivery implements NioServer.Delivery {

    private final Fault fault;
    private final SharedBytes held = new SharedBytes(64 * 1024);
    private NioConnection victim;
    private int deliveries;

    private FaultyDelivery(Fault fault) {
      this.fault = fault;
    }

    @Override
    public boolean deliver(NioConnection to, SharedBytes frame) {
      if (++deliveries == AT) {
        return deliverFaulty(to, frame);
      }
      boolean sent = to.send(frame);
      if (to == victim && publisher(frame) == publisher(held)) {
        victim = null;
        sent &= to.send(held);
      }
      return sent;
    }

    /** Messages of two publishers may change places, so the swap waits for one of the same. */
    private static int publisher(SharedBytes frame) {
      return Stamp.publisher(frame.fromStart(), Frames.headBytes(frame.fromStart(), 0));
    }

    private boolean deliverFaulty(NioConnection to, SharedBytes frame) {
      return switch (fault) {
        case NONE -> to.send(frame);
        case MISSING -> true;
        case DOUBLED -> {
          to.send(frame);
          yield to.send(frame);
        }
        case WRONG_COUNT -> to.send(frame) && false;
        case TRUNCATED -> {
          hold(frame, 1);
          yield to.send(held);
        }
        case SWAPPED -> {
          hold(frame, 0);
          victim = to;
          yield true;
        }
      };
    }

    private void hold(SharedBytes frame, int lessBytes) {
      held.refill().put(frame.keepFrom(0));
      held.buffer().position(held.buffer().position() - lessBytes);
      held.seal();
    }
  }
}
