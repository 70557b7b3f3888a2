package io.carillon.engine.information;

/** Matching a value has taken as long as it may; whether it matches is not known. */
public final class OutOfTime extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfTime() {
    super("out of time", null, false, false);
  }
}
