package io.carillon.engine.websocket;

import java.util.List;
import java.util.Optional;

/**
 * A client's opening handshake that obeys RFC 6455 §4.2.1.
 *
 * @param head the request as it was read
 * @param key the {@code Sec-WebSocket-Key}: 16 bytes in base64
 * @param origin what a browser says of the page that connects; absent from other clients
 * @param subprotocols what the client offers, best first, without repetitions
 * @param extensions what the client offers, best first
 */
public record UpgradeRequest(
    RequestHead head,
    String key,
    Optional<String> origin,
    List<String> subprotocols,
    List<ExtensionOffer> extensions) {

  public UpgradeRequest {
    subprotocols = List.copyOf(subprotocols);
    extensions = List.copyOf(extensions);
  }

  /** The path exactly as sent; see {@link RequestHead#path()}. */
  public String path() {
    return head.path();
  }

  /** The query exactly as sent; see {@link RequestHead#query()}. */
  public Optional<String> query() {
    return head.query();
  }
}
