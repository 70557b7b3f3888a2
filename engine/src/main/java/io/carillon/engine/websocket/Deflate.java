package io.carillon.engine.websocket;

import io.carillon.engine.websocket.ExtensionOffer.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/**
 * permessage-deflate as agreed with one client (RFC 7692 §7), always without context takeover in
 * both directions: compressed bytes serve every connection with the same window, and no connection
 * holds compression memory between messages.
 *
 * @param windowBits the base-2 logarithm of the largest distance a compressed message of ours may
 *     refer back, 8-15; 15 unless the client asked for less
 * @param windowBitsOffered whether the client named {@code server_max_window_bits}, and must
 *     therefore be told (§7.1.2.1)
 */
public record Deflate(int windowBits, boolean windowBitsOffered) {
  /** Below this many bytes a message is sent as it is: compressing would not pay. */
  public static final int MIN_BYTES = 256;

  /** The window that zlib has unless told otherwise. */
  public static final int MAX_WINDOW_BITS = 15;

  private static final int MIN_WINDOW_BITS = 8;
  private static final String NAME = "permessage-deflate";

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if it is not 8-15 bits
   */
  public Deflate {
    requireWindowBits(windowBits);
  }

  /** The agreement that a client gets which asked for no window, or for a smaller one. */
  public Deflate(int windowBits) {
    this(windowBits, windowBits < MAX_WINDOW_BITS);
  }

  /**
   * Accepts the first offer that can be kept as it stands (RFC 7692 §5.1, §7.1); empty if there is
   * none, and then the extension must not be mentioned.
   *
   * <p>An offer with an unknown, repeated or malformed parameter is passed over.
   */
  public static Optional<Deflate> negotiate(List<ExtensionOffer> offers) {
    return offers.stream()
        .filter(offer -> offer.name().equals(NAME) && isAcceptable(offer.parameters()))
        .map(offer -> agreement(offer.parameters()))
        .findFirst();
  }

  /** The value of the {@code Sec-WebSocket-Extensions} header that tells the client. */
  public String answer() {
    String answer = NAME + "; server_no_context_takeover; client_no_context_takeover";
    return windowBitsOffered ? answer + "; server_max_window_bits=" + windowBits : answer;
  }

  /**
   * Compresses the payload of one message (RFC 7692 §7.2.1) so that no distance exceeds the window.
   * May come out larger than it went in. Any thread may call it.
   *
   * @param windowBits 8-15
   */
  public static ByteString compress(ByteString payload, int windowBits) {
    requireWindowBits(windowBits);
    return Compressor.get().compress(payload, windowBits);
  }

  private static void requireWindowBits(int bits) {
    if (bits < MIN_WINDOW_BITS || bits > MAX_WINDOW_BITS) {
      throw new IllegalArgumentException("windowBits must be 8-15, was " + bits);
    }
  }

  private static boolean isAcceptable(List<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    return parameters.stream()
        .allMatch(parameter -> names.add(parameter.name()) && isAcceptable(parameter));
  }

  private static boolean isAcceptable(Parameter parameter) {
    return switch (parameter.name()) {
      case "server_no_context_takeover", "client_no_context_takeover" ->
          parameter.value().isEmpty();
      case "server_max_window_bits" -> parameter.value().filter(Deflate::isWindow).isPresent();
      case "client_max_window_bits" -> parameter.value().map(Deflate::isWindow).orElse(true);
      default -> false;
    };
  }

  /** 8-15 in decimal without leading zeros (RFC 7692 §7.1.2.1). */
  private static boolean isWindow(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static Deflate agreement(List<Parameter> parameters) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals("server_max_window_bits"))
        .flatMap(parameter -> parameter.value().stream())
        .findFirst()
        .map(bits -> new Deflate(Integer.parseInt(bits), true))
        .orElseGet(() -> new Deflate(MAX_WINDOW_BITS));
  }
}
