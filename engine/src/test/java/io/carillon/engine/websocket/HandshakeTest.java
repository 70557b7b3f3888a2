package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.engine.websocket.Handshake.NotAnUpgrade;
import io.carillon.engine.websocket.Handshake.Refused;
import io.carillon.engine.websocket.Handshake.Upgrade;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §4.2 by tables. */
class HandshakeTest {
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol: chat, superchat\r\n";

  @Test
  void answersTheAcceptKeyOfTheRfc() {
    assertThat(Handshake.acceptKey("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  @Test
  void readsTheHandshakeOfTheRfc() {
    UpgradeRequest request = upgrade(RequestHeadParserTest.UPGRADE);
    assertThat(request.path()).isEqualTo("/chat");
    assertThat(request.query()).contains("room=1");
    assertThat(request.origin()).contains("http://example.com");
    assertThat(request.subprotocols()).containsExactly("chat", "superchat");
    assertThat(request.extensions()).isEmpty();
    assertThat(request.key()).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
  }

  static Stream<Arguments> accepted() {
    String upgrade = RequestHeadParserTest.UPGRADE;
    return Stream.of(
        arguments(upgrade.replace("websocket", "WebSocket")),
        arguments(upgrade.replace("Upgrade: websocket", "Upgrade: h2c, websocket")),
        arguments(upgrade.replace("Connection: Upgrade", "connection: keep-alive, upgrade")),
        arguments(upgrade.replace("Connection: Upgrade", "Connection: x\r\nConnection: Upgrade")),
        arguments(upgrade.replace("Origin:", "X:")),
        arguments(upgrade.replace(PROTOCOLS, "Sec-WebSocket-Protocol:\r\n")),
        arguments(upgrade.replace(VERSION, VERSION + "Content-Length: 0\r\n")),
        arguments(upgrade.replace("/chat?room=1", "http://server.example.com/chat")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesWhatTheRfcAllows(String request) {
    assertThat(upgrade(request).path()).isEqualTo("/chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websockets\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
      })
  void leavesOtherRequestsToTheHttpServer(String request) {
    assertThat(Handshake.check(head(request))).isEqualTo(NotAnUpgrade.INSTANCE);
  }

  static Stream<Arguments> refused() {
    String longKey = "Sec-WebSocket-Key: " + "A".repeat(28) + "\r\n";
    return Stream.of(
        arguments("GET /", "POST /", 405),
        arguments("GET /", "get /", 405),
        arguments("GET /", "HEAD /", 405),
        arguments("HTTP/1.1", "HTTP/1.0", 400),
        arguments("HTTP/1.1", "HTTP/1.2", 400),
        arguments("Connection: Upgrade", "Connection: keep-alive", 400),
        arguments("Connection: Upgrade", "X: Upgrade", 400),
        arguments("Host: server.example.com", "Host:", 400),
        arguments(KEY, "", 400),
        arguments(KEY, KEY + KEY, 400),
        arguments(KEY, "Sec-WebSocket-Key:\r\n", 400),
        arguments(KEY, longKey, 400),
        arguments("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ", 400),
        arguments("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j*Q==", 400),
        arguments("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQxx", 400),
        arguments(VERSION, "", 426),
        arguments(VERSION, VERSION + VERSION, 426),
        arguments("Version: 13", "Version: 8", 426),
        arguments("Version: 13", "Version: 013", 426),
        arguments("Version: 13", "Version: 13, 8", 426),
        arguments(VERSION, VERSION + "Content-Length: 5\r\n", 400),
        arguments(VERSION, VERSION + "Transfer-Encoding: chunked\r\n", 400),
        arguments(VERSION, VERSION + "Origin: http://evil.example\r\n", 400),
        arguments("chat, superchat", "chat, super chat", 400),
        arguments("chat, superchat", "chat; superchat", 400),
        arguments(VERSION, VERSION + "Sec-WebSocket-Extensions: ;\r\n", 400),
        arguments(VERSION, VERSION + "Sec-WebSocket-Extensions: a; b=\"c\r\n", 400));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatBreaksTheRfc(String part, String replacement, int status) {
    assertThat(RequestHeadParserTest.UPGRADE).contains(part);
    String request = RequestHeadParserTest.UPGRADE.replace(part, replacement);
    Refused refused = (Refused) Handshake.check(head(request));
    assertThat(refused.refusal().status()).isEqualTo(status);
  }

  @Test
  void namesTheVersionAndTheMethodItSpeaks() {
    String request = RequestHeadParserTest.UPGRADE;
    Refused version = (Refused) Handshake.check(head(request.replace(VERSION, "")));
    assertThat(version.refusal().extra()).contains(new Header("Sec-WebSocket-Version", "13"));
    Refused method = (Refused) Handshake.check(head(request.replace("GET /", "PUT /")));
    assertThat(method.refusal().extra()).containsExactly(new Header("Allow", "GET"));
  }

  @Test
  void acceptsWithNothingNegotiated() {
    UpgradeRequest request = upgrade(RequestHeadParserTest.UPGRADE);
    assertThat(Handshake.accept(request, Optional.empty(), Optional.empty()).utf8String())
        .isEqualTo(
            "HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
  }

  @Test
  void acceptsWithSubprotocolAndCompression() {
    String offer = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=12\r\n";
    UpgradeRequest request =
        upgrade(RequestHeadParserTest.UPGRADE.replace(VERSION, VERSION + offer));
    Optional<Deflate> deflate = Deflate.negotiate(request.extensions());
    assertThat(Handshake.accept(request, deflate, Optional.of("superchat")).utf8String())
        .endsWith(
            "Sec-WebSocket-Protocol: superchat\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                + " client_no_context_takeover; server_max_window_bits=12\r\n\r\n");
  }

  @Test
  void refusesASubprotocolThatTheClientDoesNotOffer() {
    UpgradeRequest request = upgrade(RequestHeadParserTest.UPGRADE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Handshake.accept(request, Optional.empty(), Optional.of("other\r\nX: y")));
  }

  @Test
  void joinsWhatIsSpreadOverSeveralHeaders() {
    String request =
        RequestHeadParserTest.UPGRADE
            .replace(PROTOCOLS, "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b,a\r\n")
            .replace(
                VERSION,
                VERSION + "Sec-WebSocket-Extensions: x\r\nSec-WebSocket-Extensions: y;z\r\n");
    assertThat(upgrade(request).subprotocols()).containsExactly("a", "b");
    assertThat(upgrade(request).extensions())
        .extracting(ExtensionOffer::name)
        .isEqualTo(List.of("x", "y"));
  }

  private static RequestHead head(String request) {
    return RequestHeadParserTest.complete(request).head();
  }

  private static UpgradeRequest upgrade(String request) {
    return ((Upgrade) Handshake.check(head(request))).request();
  }
}
