package io.carillon.engine.application;

import io.carillon.engine.message.Message;

/** Says nothing: messages are counted and dropped. One object serves every connection. */
public enum Raw implements Application, Conversation {
  INSTANCE;

  @Override
  public Conversation open(Peer peer) {
    return this;
  }

  @Override
  public boolean wantsOpening() {
    return false;
  }

  @Override
  public void onMessage(Message message) {}
}
