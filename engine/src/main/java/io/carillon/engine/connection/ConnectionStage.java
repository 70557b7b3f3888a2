package io.carillon.engine.connection;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * The one stage of a connection's stream, fused with the transport: bytes from the socket in, bytes
 * to the socket out.
 *
 * <pre>
 *            +--------------------- ConnectionLogic ----------------------+
 *   TCP in -&gt;| {@link HandshakePhase} -&gt; {@link WebSocketPhase} -&gt; {@link LingerPhase} |-&gt; TCP out
 *            |                \-&gt; {@link HttpPhase} (not an upgrade)          |
 *            +------------------------------------------------------------+
 * </pre>
 */
final class ConnectionStage extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("Connection.in");
  private final Outlet<ByteString> out = Outlet.create("Connection.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final Door door;
  private final InetSocketAddress remote;
  private final SocketChannel channel;

  /**
   * The stage of one accepted socket.
   *
   * @param channel the socket for direct writes; null leaves all writing to the stream
   */
  ConnectionStage(Door door, InetSocketAddress remote, SocketChannel channel) {
    this.door = door;
    this.remote = remote;
    this.channel = channel;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new ConnectionLogic(shape, door, remote, channel);
  }
}
