package io.carillon.engine.connection;

import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;

/**
 * What a connection's stage does between two changes of its handlers; runs on the stream's thread.
 */
interface Phase extends InHandler, OutHandler {
  @Override
  void onUpstreamFinish();

  /** The transport failed, as by a reset: the stage ends. */
  @Override
  default void onUpstreamFailure(Throwable cause) {
    onUpstreamFinish();
  }

  /** The stage has stopped while in this phase. */
  default void ended() {}
}
