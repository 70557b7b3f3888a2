package io.carillon.benchmarks.reference;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Handshake;
import io.carillon.benchmarks.wire.SocketPath;
import java.nio.ByteBuffer;

/**
 * The requests the reference server knows: a WebSocket upgrade on any path, and {@code POST /pub}.
 *
 * <p>A publish is answered with {@code {"sentCount":N}} when the message was written, or queued
 * behind earlier bytes, to N WebSockets. Publishes are served one after the other in the order they
 * were read, so the answers on one keep-alive connection are in order too.
 */
final class HttpRequests implements NioConnection.Inbound {

  static final HttpRequests INSTANCE = new HttpRequests();

  /** More than any answer of this class takes. */
  static final int MAX_ANSWER_BYTES = 256;

  private HttpRequests() {}

  @Override
  public boolean consume(NioConnection connection, ByteBuffer in) {
    int start = in.position();
    int bodyAt = Handshake.headEnd(in, start, in.limit());
    if (bodyAt < 0) {
      return false;
    }
    String head = Handshake.text(in, start, bodyAt);
    int length = bodyBytes(head);
    if (length > in.limit() - bodyAt) {
      return false;
    }
    in.position(bodyAt + length);
    answer(connection, head, in, bodyAt, length);
    return true;
  }

  private static int bodyBytes(String head) {
    String length = Handshake.header(head, "Content-Length");
    int bytes = length == null ? 0 : Integer.parseInt(length);
    if (bytes < 0 || bytes > Frames.MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException("Content-Length " + bytes);
    }
    return bytes;
  }

  private static void answer(
      NioConnection connection, String head, ByteBuffer in, int bodyAt, int length) {
    ByteBuffer replies = connection.server().replyBuffer();
    String key = Handshake.header(head, "Sec-WebSocket-Key");
    SocketPath path = SocketPath.of(head.split(" ", 3)[1]);
    if (head.startsWith("POST /pub")) {
      int sent = connection.server().publish(in, bodyAt, length, path.half());
      replies.put(response("200 OK", "{\"sentCount\":" + sent + "}"));
    } else if (key != null) {
      replies.put(Handshake.response(key));
      connection.readFramesAs(path.echo() ? FrameInbound.ECHO : FrameInbound.MUTE, path.half());
      if (path.listening()) {
        connection.server().join(connection);
      }
    } else {
      replies.put(response("404 Not Found", ""));
      connection.closeAfterReplies();
    }
  }

  private static byte[] response(String status, String body) {
    return Handshake.ascii(
        ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: ")
            + (body.length() + "\r\n\r\n" + body));
  }
}
