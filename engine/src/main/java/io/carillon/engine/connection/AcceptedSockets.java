package io.carillon.engine.connection;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.io.Inet;

/**
 * Hands each accepted socket's channel to its connection stage, for the direct writes of the lanes.
 *
 * <p>Pekko calls {@link #afterConnect} before it announces the connection, and the announcement
 * carries the same remote address, which is unique among a listener's open sockets. Holds a socket
 * only between these two moments. Thread-safe.
 */
final class AcceptedSockets extends Inet.AbstractSocketOption {
  private final Map<SocketAddress, SocketChannel> byRemote = new ConcurrentHashMap<>();

  @Override
  public void afterConnect(Socket socket) {
    SocketChannel channel = socket.getChannel();
    SocketAddress remote = socket.getRemoteSocketAddress();
    if (channel != null && remote != null) {
      byRemote.put(remote, channel);
    }
  }

  /** The channel of a connection that was just announced; null if Pekko did not show it. */
  SocketChannel take(InetSocketAddress remote) {
    return byRemote.remove(remote);
  }
}
