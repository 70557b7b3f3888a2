package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  @Test
  void rendersAWholeAnswer() {
    assertThat(Refusal.serviceUnavailable(7).bytes().utf8String())
        .isEqualTo(
            "HTTP/1.1 503 Service Unavailable\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: 29\r\n"
                + "Connection: close\r\n"
                + "Retry-After: 7\r\n\r\n"
                + "No more connections for now.\n");
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        Refusal.badRequest("A reason."),
        Refusal.unauthorized(),
        Refusal.forbiddenOrigin(),
        Refusal.notFound(),
        Refusal.methodNotAllowed(),
        Refusal.requestTimeout(),
        Refusal.upgradeRequired(),
        Refusal.tooManyRequests(1),
        Refusal.serviceUnavailable(1),
        Refusal.of(new RequestHeadParser.Malformed(431, "Too long.")),
        new Refusal(599, "Unregistered.", List.of()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void hasTheLengthItDeclaresAndCloses(Refusal refusal) {
    String answer = refusal.bytes().utf8String();
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(answer)
        .startsWith("HTTP/1.1 " + refusal.status() + " ")
        .contains("Content-Length: " + body.length() + "\r\n", "Connection: close\r\n");
    assertThat(body).isEqualTo(refusal.reason() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x=y", "a\nb", "\u0000", "\u00e9", "\u2028"})
  void nothingBreaksOutOfItsLine(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Refusal.badRequest(text));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Refusal(400, "ok", List.of(new Header("X", text))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Refusal(400, "ok", List.of(new Header(text, "x"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, 200, 399, 600})
  void isAlwaysAnError(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(status, "ok", List.of()));
  }
}
