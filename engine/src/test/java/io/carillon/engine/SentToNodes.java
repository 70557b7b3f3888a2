package io.carillon.engine;

import io.carillon.engine.node.NodeMessage;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.remote.artery.RemoteInstrument;

/** Counts the broadcasts that leave this process for another node. Made by Artery. */
public final class SentToNodes extends RemoteInstrument {
  private static final byte IDENTIFIER = 7;
  private static final AtomicInteger BROADCASTS = new AtomicInteger();

  /** How many there were since the process started. */
  static int broadcasts() {
    return BROADCASTS.get();
  }

  @Override
  public byte identifier() {
    return IDENTIFIER;
  }

  @Override
  public void remoteWriteMetadata(ActorRef to, Object message, ActorRef from, ByteBuffer out) {}

  @Override
  public void remoteMessageSent(ActorRef to, Object message, ActorRef from, int size, long nanos) {
    if (message instanceof NodeMessage.Deliver) {
      BROADCASTS.incrementAndGet();
    }
  }

  @Override
  public void remoteReadMetadata(ActorRef to, Object message, ActorRef from, ByteBuffer in) {}

  @Override
  public void remoteMessageReceived(
      ActorRef to, Object message, ActorRef from, int size, long nanos) {}
}
