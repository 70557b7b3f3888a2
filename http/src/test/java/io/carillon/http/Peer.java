package io.carillon.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that notes what it hears: {@code text:hi}, {@code binary:hi}. */
final class Peer implements WebSocket.Listener {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final StringBuilder begun = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private volatile CompletableFuture<Void> pong;
  private volatile String closeReason = "";
  private WebSocket socket;

  static Peer connect(HttpClient client, URI uri) {
    return connect(client, uri, Map.of());
  }

  static Peer connect(HttpClient client, URI uri, Map<String, String> headers) {
    Peer peer = new Peer();
    WebSocket.Builder builder = client.newWebSocketBuilder();
    headers.forEach(builder::header);
    peer.socket = builder.buildAsync(uri, peer).join();
    return peer;
  }

  List<String> heard() {
    return heard;
  }

  /** Completes with the close code, or with 1006 if the connection ended without one. */
  CompletableFuture<Integer> closed() {
    return closed;
  }

  String closeReason() {
    return closeReason;
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  /** Says something that need not arrive. */
  void trySay(String text) {
    socket.sendText(text, true).exceptionally(gone -> socket);
  }

  void sayBytes(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Waits until the server has read what was said, and what it answered to that was heard. */
  Peer settle() {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    pong = answered;
    socket.sendPing(ByteBuffer.allocate(0)).join();
    answered.orTimeout(10, TimeUnit.SECONDS).join();
    return this;
  }

  /** Begins the closing handshake. */
  void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /** Drops the TCP connection. */
  void leave() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    begun.append(text); // the client hands over what has come of a message
    if (last) {
      heard.add("text:" + begun);
      begun.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
    heard.add("binary:" + StandardCharsets.ISO_8859_1.decode(bytes));
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
    pong.complete(null);
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeReason = reason;
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }
}
