package io.carillon.engine.application;

import io.carillon.engine.message.FailureReason;

/** What became of a message to one connection. */
public sealed interface PushResult {

  /** The kernel has every byte. */
  enum Sent implements PushResult {
    INSTANCE
  }

  /** It waits in the connection's outbox. */
  enum Queued implements PushResult {
    INSTANCE
  }

  /** It was not taken: the connection is closed, or its outbox is full. */
  record Refused(FailureReason reason) implements PushResult {}
}
