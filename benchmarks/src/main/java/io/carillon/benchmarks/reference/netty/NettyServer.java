package io.carillon.benchmarks.reference.netty;

import io.carillon.benchmarks.wire.Frames;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket broadcast server of Netty, as Netty's users tune one.
 *
 * <p>One event loop per core. The handshake goes through Netty's HTTP codec, which then leaves the
 * pipeline: an open WebSocket has one handler of ours and nothing else. A publish is encoded once;
 * each loop writes and flushes a duplicate of it to every WebSocket of its own, and the answer
 * counts the writes that succeeded. Bound to 127.0.0.1; {@link #close} ends its threads.
 */
public final class NettyServer implements AutoCloseable {

  /** A peer that lets more than this wait for it is closed: 64 MiB, as in the plain server. */
  private static final int MAX_PENDING_BYTES = 64 * 1024 * 1024;

  private static final int BACKLOG = 4096;
  private static final int CLOSE_SECONDS = 2;

  private final EventLoopGroup loops;
  private final Map<EventExecutor, LoopShare> shares;
  private final Channel listener;

  private NettyServer(int port) {
    boolean epoll = Epoll.isAvailable();
    loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    shares = new IdentityHashMap<>();
    loops.forEach(loop -> shares.put(loop, new LoopShare((EventLoop) loop)));
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(MAX_PENDING_BYTES / 2, MAX_PENDING_BYTES))
            .childHandler(new Requests())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel();
  }

  /** Listens on a port of 127.0.0.1 and serves; 0 takes a free port. */
  public static NettyServer listen(int port) {
    return new NettyServer(port);
  }

  /** Serves on the given port until the process is stopped. */
  public static void main(String[] arguments) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    try (NettyServer server = listen(Integer.parseInt(arguments[0]))) {
      server.listener.closeFuture().syncUninterruptibly();
    }
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Closes every connection and waits for the threads, at most 2 seconds. */
  @Override
  public void close() {
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  LoopShare shareOf(Channel channel) {
    return shares.get(channel.eventLoop());
  }

  Iterable<LoopShare> shares() {
    return shares.values();
  }

  int shareCount() {
    return shares.size();
  }

  private final class Requests extends ChannelInitializer<Channel> {

    private final HttpRequests requests = new HttpRequests(NettyServer.this);

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(Frames.MAX_MESSAGE_BYTES))
          .addLast(requests);
    }
  }
}
