package io.carillon.engine.connection;

/**
 * The last moments of a socket: our side is closed after what was pushed, the peer's bytes are read
 * and dropped until it closes too or the close timeout passes. Closing at once could reset the
 * connection and take our last bytes from the peer's buffers (RFC 6455 §7.1.1).
 */
final class LingerPhase implements Phase {
  private final ConnectionLogic logic;

  /** Begins the wait; {@link #closeOurSide} follows once the last bytes are pushed. */
  LingerPhase(ConnectionLogic logic) {
    this.logic = logic;
    logic.after(logic.door.patience.closeTimeout(), logic::completeStage);
  }

  void closeOurSide() {
    logic.complete(logic.out);
    if (logic.isClosed(logic.in)) {
      logic.completeStage();
    } else if (!logic.hasBeenPulled(logic.in)) {
      logic.pull(logic.in);
    }
  }

  @Override
  public void onPush() {
    logic.grab(logic.in);
    logic.pull(logic.in);
  }

  @Override
  public void onPull() {}

  @Override
  public void onUpstreamFinish() {
    if (logic.isClosed(logic.out)) {
      logic.completeStage();
    }
  }

  @Override
  public void onUpstreamFailure(Throwable cause) {
    logic.completeStage();
  }

  @Override
  public void onDownstreamFinish(Throwable cause) {
    logic.completeStage();
  }
}
