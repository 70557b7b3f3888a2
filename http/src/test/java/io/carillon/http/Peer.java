package io.carillon.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket client that notes what it hears: {@code text:hi}, {@code binary:hi}. */
final class Peer implements WebSocket.Listener {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;

  static Peer connect(HttpClient client, URI uri) {
    Peer peer = new Peer();
    peer.socket = client.newWebSocketBuilder().buildAsync(uri, peer).join();
    return peer;
  }

  List<String> heard() {
    return heard;
  }

  /** Completes with the close code, or with 1006 if the connection ended without one. */
  CompletableFuture<Integer> closed() {
    return closed;
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    heard.add("text:" + text);
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
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }
}
