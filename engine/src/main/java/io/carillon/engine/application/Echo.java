package io.carillon.engine.application;

/**
 * Sends every message back as it was. None is lost to a full outbox: the connection reads no
 * message while its replies wait.
 */
public enum Echo implements Application {
  INSTANCE;

  @Override
  public Conversation open(Peer peer) {
    return peer::push;
  }

  @Override
  public boolean wantsOpening() {
    return false;
  }
}
