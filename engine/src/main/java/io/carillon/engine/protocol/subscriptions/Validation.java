package io.carillon.engine.protocol.subscriptions;

/** What becomes of a frame that is not as documented; it changes nothing in either case. */
public enum Validation {
  /** It is ignored. Fields that nobody knows are let be. */
  LENIENT,
  /** Its sender gets an error frame. A field that nobody knows is an error. */
  STRICT
}
