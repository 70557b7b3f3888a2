package io.carillon.engine.connection;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.registry.Candidate;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Profile;
import io.carillon.engine.registry.Registry;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.util.ByteString;

/**
 * A WebSocket that waits for the registry. The answer to its handshake leaves only after it has
 * become a member, so a client that sees the 101 is counted by the next broadcast.
 *
 * @param answer the 101
 * @param unread what the client sent behind its request
 */
record Admission(WebSocketPhase socket, ByteString answer, ByteString unread) implements Candidate {

  @Override
  public String listener() {
    return socket.listener();
  }

  @Override
  public String protocol() {
    return socket.protocol();
  }

  @Override
  public String route() {
    return socket.route();
  }

  @Override
  public Outbox outbox() {
    return socket.outbox();
  }

  @Override
  public Endpoint endpoint() {
    return socket;
  }

  @Override
  public Behavior<ConnectionCommand> behavior(
      Profile profile, ActorRef<Registry.Command> registry) {
    return Connection.create(profile, socket, registry);
  }

  @Override
  public void opened(Member member) {
    socket.admitted(member, answer, unread);
  }

  @Override
  public void refused() {
    socket.refused();
  }
}
