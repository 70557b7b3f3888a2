package io.carillon.benchmarks.reference.netty;

import io.carillon.benchmarks.wire.Handshake;
import io.carillon.benchmarks.wire.SocketPath;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The requests the server knows: a WebSocket upgrade on any path, and {@code POST /pub}.
 *
 * <p>One instance serves all connections; it keeps no state of its own.
 */
@Sharable
final class HttpRequests extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final NettyServer server;

  HttpRequests(NettyServer server) {
    this.server = server;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    SocketPath path = SocketPath.of(request.uri());
    if (request.method().equals(HttpMethod.POST) && request.uri().startsWith("/pub")) {
      publish(context, request.content(), path.half());
    } else if (key != null) {
      upgrade(context, key, path);
    } else {
      context
          .writeAndFlush(response(context, HttpResponseStatus.NOT_FOUND, ""))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Answers on the publisher's own loop, when the last loop is done with the message. */
  private void publish(ChannelHandlerContext context, ByteBuf payload, boolean half) {
    Broadcast broadcast =
        new Broadcast(
            server.shareCount(),
            sent ->
                context.writeAndFlush(
                    response(context, HttpResponseStatus.OK, "{\"sentCount\":" + sent + "}")));
    ByteBuf frame = Broadcast.encode(context.alloc(), payload);
    for (LoopShare share : server.shares()) {
      share.write(frame.retain(), half, broadcast);
    }
    frame.release();
  }

  /** Sends the 101 past the codec and leaves the pipeline to the frames. */
  private void upgrade(ChannelHandlerContext context, String key, SocketPath path) {
    ChannelPipeline pipeline = context.pipeline();
    ByteBuf answer = context.alloc().buffer().writeBytes(Handshake.response(key));
    pipeline.context(HttpServerCodec.class).writeAndFlush(answer);
    LoopShare share = server.shareOf(context.channel());
    pipeline.addLast(new WebSocket(path, share));
    pipeline.remove(HttpObjectAggregator.class);
    pipeline.remove(this);
    pipeline.remove(HttpServerCodec.class);
  }

  private static FullHttpResponse response(
      ChannelHandlerContext context, HttpResponseStatus status, String body) {
    ByteBuf content = ByteBufUtil.writeAscii(context.alloc(), body);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    return response;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
