package io.carillon.http.relay;

import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.Message;

/** One connection whose messages go to all, in the order in which it said them. */
final class Speaker implements Conversation {
  private final Relay relay;
  private final Peer peer;
  private final RelayWindow window;

  Speaker(Relay relay, Peer peer) {
    this.relay = relay;
    this.peer = peer;
    this.window = new RelayWindow(peer);
  }

  @Override
  public void onMessage(Message message) {
    window.relay(() -> relay.send(peer, message));
  }
}
