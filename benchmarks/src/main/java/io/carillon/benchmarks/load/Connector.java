package io.carillon.benchmarks.load;

import java.io.IOException;

/**
 * Opens the WebSockets of a plan, a bounded number of handshakes at a time.
 *
 * <p>Gives up after {@value #STALL_SECONDS} seconds without a success.
 */
final class Connector {

  private static final int USUALLY_UNDER_WAY = 128;
  private static final int STALL_SECONDS = 20;

  private final LoadLoop loop;
  private final LoadPlan plan;
  private final int underWay;
  private int opened;
  private int failed;

  /** With 128 handshakes under way. */
  Connector(LoadLoop loop, LoadPlan plan) {
    this(loop, plan, USUALLY_UNDER_WAY);
  }

  Connector(LoadLoop loop, LoadPlan plan, int underWay) {
    this.loop = loop;
    this.plan = plan;
    this.underWay = underWay;
  }

  void onOpen() {
    opened++;
  }

  void onFailed() {
    failed++;
  }

  /**
   * Fills the slots of {@code receivers} from {@code from} on and waits until all are open.
   *
   * <p>The events must tell {@link #onOpen} and {@link #onFailed}.
   *
   * @throws IOException if one is refused or no more open
   */
  void fill(Receiver[] receivers, int from, Receiver.Events events) throws IOException {
    opened = 0;
    int wanted = receivers.length - from;
    int started = 0;
    int before = 0;
    long deadline = LoadLoop.inSeconds(STALL_SECONDS);
    while (opened < wanted && failed == 0) {
      for (; started < wanted && started - opened < underWay; started++) {
        receivers[from + started] = Receiver.connect(from + started, loop, plan, events);
      }
      loop.turn();
      if (opened > before) {
        before = opened;
        deadline = LoadLoop.inSeconds(STALL_SECONDS);
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "only %d of %d connections opened, none for %d s"
                .formatted(opened, wanted, STALL_SECONDS));
      }
    }
    if (failed > 0) {
      throw new IOException(
          "%d connections failed while %d of %d were open".formatted(failed, opened, wanted));
    }
  }
}
