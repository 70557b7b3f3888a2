package io.carillon.engine.node;

import java.nio.ByteBuffer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * {@link NodeMessage}s on the wire, laid out by hand.
 *
 * <p>The manifest names the message and the version of its layout, as in {@code deliver-1}. A
 * layout never changes; a new one is first read by all nodes of a release, then written by those of
 * the next, so that nodes of two neighbouring releases understand each other while an upgrade
 * rolls. What cannot be read is refused with {@link IllegalArgumentException}; Pekko logs it and
 * the sender gets no answer.
 */
public final class NodeMessageSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 20_190_503;

  private final MessageLayouts layouts;

  /** Made by Pekko. */
  public NodeMessageSerializer(ExtendedActorSystem system) {
    this.layouts = new MessageLayouts(ActorRefResolver.get(Adapter.toTyped(system)));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return layouts.name(message);
  }

  @Override
  public byte[] toBinary(Object message) {
    return layouts.bytes(message).toArrayUnsafe();
  }

  @Override
  public NodeMessage fromBinary(byte[] bytes, String manifest) {
    return layouts.message(manifest, ByteBuffer.wrap(bytes));
  }
}
