package io.carillon.benchmarks.sample;

import io.carillon.benchmarks.load.LoadPlan.Mode;

/** What sort of work a scenario is: how the load client is driven and which figure says most. */
public enum Kind {
  /** Publishes to everybody as fast as it is delivered. */
  FANOUT(Mode.FANOUT, Figure.CPU_MICROS),
  /** Publishes to every second connection. */
  HALF(Mode.HALF, Figure.CPU_MICROS),
  /** Publishes to everybody, answered when the clients have it. */
  RECEIVED(Mode.FANOUT, Figure.CPU_MICROS),
  /** Publishes at a fixed share of what the server can do. */
  PACED(Mode.FANOUT, Figure.P99_MICROS),
  /** Messages come back to who sent them. */
  ECHO(Mode.ECHO, Figure.CPU_MICROS),
  /** Connects and disconnects. */
  CONNECT(Mode.CONNECT, Figure.CPU_MICROS),
  /** Many connect while a few keep receiving. */
  STORM(Mode.STORM, Figure.PAUSE_MILLIS),
  /** Connections are only held. */
  IDLE(null, Figure.RSS_KIB_EACH);

  private final Mode mode;
  private final Figure headline;

  Kind(Mode mode, Figure headline) {
    this.mode = mode;
    this.headline = headline;
  }

  /** What the load client does; null where connections are only held and memory is read. */
  public Mode mode() {
    return mode;
  }

  /** The figure of the chart. */
  public Figure headline() {
    return headline;
  }
}
