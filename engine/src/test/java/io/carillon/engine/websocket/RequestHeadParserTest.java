package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.engine.websocket.RequestHeadParser.Complete;
import io.carillon.engine.websocket.RequestHeadParser.Incomplete;
import io.carillon.engine.websocket.RequestHeadParser.Malformed;
import io.carillon.engine.websocket.RequestHeadParser.Result;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §2-§6 by tables, splits and mutations. */
class RequestHeadParserTest {
  static final String UPGRADE =
      "GET /chat?room=1 HTTP/1.1\r\n"
          + "Host: server.example.com\r\n"
          + "Upgrade: websocket\r\n"
          + "Connection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Origin: http://example.com\r\n"
          + "Sec-WebSocket-Protocol: chat, superchat\r\n"
          + "Sec-WebSocket-Version: 13\r\n\r\n";

  @Test
  void readsTheHandshakeOfTheRfc() {
    RequestHead head = complete(UPGRADE).head();
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.target()).isEqualTo("/chat?room=1");
    assertThat(head.version()).isEqualTo("HTTP/1.1");
    assertThat(head.headers()).hasSize(7);
    assertThat(head.headers().get(0)).isEqualTo(new Header("Host", "server.example.com"));
  }

  @Test
  void everySplitGivesTheSameHead() {
    ByteString bytes = latin1(UPGRADE + "rest");
    RequestHead expected = complete(UPGRADE).head();
    for (int i = 0; i <= bytes.size(); i++) {
      RequestHeadParser parser = new RequestHeadParser();
      Result result = parser.receive(bytes.take(i));
      if (result == Incomplete.INSTANCE) {
        result = parser.receive(bytes.drop(i));
      }
      assertThat(result).as("split at %d", i).isInstanceOf(Complete.class);
      assertThat(((Complete) result).head()).isEqualTo(expected);
    }
  }

  @Test
  void readsByteByByte() {
    RequestHeadParser parser = new RequestHeadParser();
    ByteString bytes = latin1(UPGRADE);
    for (int i = 0; i < bytes.size() - 1; i++) {
      assertThat(parser.receive(bytes.slice(i, i + 1))).isEqualTo(Incomplete.INSTANCE);
    }
    Complete complete = (Complete) parser.receive(bytes.takeRight(1));
    assertThat(complete.bytesRead()).isEqualTo(bytes);
    assertThat(complete.rest().isEmpty()).isTrue();
  }

  @Test
  void handsOverEverythingReadAndWhatFollowsTheHead() {
    ByteString frame = ClientFrames.text("pipelined");
    ByteString bytes = latin1(UPGRADE).concat(frame);
    RequestHeadParser parser = new RequestHeadParser();
    parser.receive(bytes.take(50));
    Complete complete = (Complete) parser.receive(bytes.drop(50));
    assertThat(complete.rest()).isEqualTo(frame);
    assertThat(complete.bytesRead()).isEqualTo(bytes);
  }

  @Test
  void leavesALongBodyAlone() {
    String head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2147483648\r\n\r\n";
    ByteString body = ByteString.fromArray(new byte[100_000]);
    long before = SessionLimitsTest.allocatedBytes();
    Complete complete =
        (Complete) new RequestHeadParser().receive(latin1(head).concat(body).compact());
    assertThat(SessionLimitsTest.allocatedBytes() - before).isLessThan(1 << 20);
    assertThat(complete.rest()).isEqualTo(body);
    assertThat(complete.bytesRead().size()).isEqualTo(head.length() + body.size());
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        arguments("/", "/", null),
        arguments("/a/b%20c", "/a/b%20c", null),
        arguments("/a?", "/a", ""),
        arguments("/a?b=c?d", "/a", "b=c?d"),
        arguments("//double/", "//double/", null),
        arguments("/a/../b;c|{}", "/a/../b;c|{}", null),
        arguments("http://host", "/", null),
        arguments("http://host?q", "/", "q"),
        arguments("http://host:80/p/q?r=s://t", "/p/q", "r=s://t"),
        arguments("*", "*", null));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesTargetsApart(String target, String path, String query) {
    RequestHead head = complete("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").head();
    assertThat(head.path()).isEqualTo(path);
    assertThat(head.query().orElse(null)).isEqualTo(query);
  }

  @Test
  void findsHeadersInAnyCaseOfLetters() {
    RequestHead head =
        complete("GET / HTTP/1.1\r\nhost: a\r\nX-Y: 1\r\nx-y:\t2 , three \t\r\n\r\n").head();
    assertThat(head.header("HOST")).contains("a");
    assertThat(head.headers("X-y")).containsExactly("1", "2 , three");
    assertThat(head.header("absent")).isEmpty();
    assertThat(head.hasToken("X-Y", "Three")).isTrue();
    assertThat(head.hasToken("X-Y", "thre")).isFalse();
    assertThat(head.hasToken("absent", "")).isFalse();
  }

  @Test
  void keepsBytesAbove127OfAValue() {
    assertThat(complete("GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\u0080\r\n\r\n").head().header("X"))
        .contains("\u00e9\u0080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "get / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09: empty value follows\r\nX:\r\n\r\n"
      })
  void takesWhatIsUnusualButAllowed(String request) {
    assertThat(complete(request).bytesRead()).isEqualTo(latin1(request));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        line("", 400),
        line("GET", 400),
        line("GET /", 400),
        line("GET / HTTP/1.1 ", 400),
        line("GET  / HTTP/1.1", 400),
        line("GET\t/ HTTP/1.1", 400),
        line(" GET / HTTP/1.1", 400),
        line("GET / x HTTP/1.1", 400),
        line("G(T / HTTP/1.1", 400),
        line("GET chat HTTP/1.1", 400),
        line("GET example.com:80 HTTP/1.1", 400),
        line("GET ** HTTP/1.1", 400),
        line("GET http:// HTTP/1.1", 400),
        line("GET http:///path HTTP/1.1", 400),
        line("GET ://host/ HTTP/1.1", 400),
        line("GET 1a://host/ HTTP/1.1", 400),
        line("GET /#fragment HTTP/1.1", 400),
        line("GET /\u00e9 HTTP/1.1", 400),
        line("GET /\u007f HTTP/1.1", 400),
        line("GET / http/1.1", 400),
        line("GET / HTTP/11", 400),
        line("GET / HTTP/1.x", 400),
        line("GET / HTTPS/1.1", 400),
        line("GET / HTTP/0.9", 505),
        line("GET / HTTP/2.0", 505),
        line("PRI * HTTP/2.0", 505),
        header("Host: b"),
        header("NoColon"),
        header(": no name"),
        header("Space : before"),
        header("Ta\tb: x"),
        header("Na(me: x"),
        header("N\u00e4me: x"),
        header("X: 1\r\n folded"),
        header("X: 1\r\n\tfolded"),
        header("X: 1\nY: 2"),
        header("X: 1\rY: 2"),
        header("X: 1\r\r\nY: 2"),
        header("X: nul\u0000"),
        header("X: bell\u0007"),
        header("X: escape\u001b[2J"),
        header("X: delete\u007f"),
        header("Content-Length: 1\r\nContent-Length: 1"),
        header("Content-Length: 1\r\nContent-Length: 2"),
        header("Content-Length: 1, 1"),
        header("Content-Length: -1"),
        header("Content-Length: +1"),
        header("Content-Length: 0x10"),
        header("Content-Length:"),
        header("Content-Length: 99999999999999999999"),
        header("Content-Length: 5\r\nTransfer-Encoding: chunked"),
        header("Transfer-Encoding: chunked\r\ncontent-length: 0"),
        arguments("GET / HTTP/1.1\r\n\r\n", 400),
        arguments("GET / HTTP/1.2\r\nX: no host\r\n\r\n", 400),
        arguments("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        arguments("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        arguments("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
        arguments("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        arguments("GET / HTTP/1.1\nHost: a\n\n", 400),
        arguments("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        arguments("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        arguments("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        arguments("\u0016\u0003\u0001\u0002\u0000\u0001", 400));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsMalformedInAnySplit(String request, int status) {
    Malformed whole = malformed(request);
    assertThat(whole.status()).isEqualTo(status);
    RequestHeadParser parser = new RequestHeadParser();
    Result result = Incomplete.INSTANCE;
    ByteString bytes = latin1(request);
    for (int i = 0; i < bytes.size() && result == Incomplete.INSTANCE; i++) {
      result = parser.receive(bytes.slice(i, i + 1));
    }
    assertThat(result).isEqualTo(whole);
  }

  @Test
  void aLongRequestLineIs414() {
    assertThat(malformed("GET /" + "a".repeat(9000)).status()).isEqualTo(414);
  }

  @Test
  void aLongHeadIs431() {
    String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    assertThat(malformed(start + "a".repeat(9000)).status()).isEqualTo(431);
    int room = RequestHeadParser.MAX_HEAD_BYTES - start.length() - 4;
    assertThat(complete(start + "a".repeat(room) + "\r\n\r\n").head().headers()).hasSize(2);
    assertThat(malformed(start + "a".repeat(room + 1) + "\r\n\r\n").status()).isEqualTo(431);
  }

  @Test
  void moreThan64HeadersAre431() {
    String start = "GET / HTTP/1.1\r\nHost: a\r\n";
    assertThat(complete(start + "X: y\r\n".repeat(63) + "\r\n").head().headers()).hasSize(64);
    assertThat(malformed(start + "X: y\r\n".repeat(64) + "\r\n").status()).isEqualTo(431);
    assertThat(malformed(start + "X:\r\n".repeat(100_000) + "\r\n").status()).isEqualTo(431);
  }

  @Test
  void anEndlessHeadHoldsNoMoreThanTheLimit() {
    RequestHeadParser parser = new RequestHeadParser();
    ByteString byteOfHead = latin1("a");
    Result result = parser.receive(latin1("GET /"));
    int bytes = 5;
    while (result == Incomplete.INSTANCE) {
      result = parser.receive(byteOfHead);
      bytes++;
    }
    assertThat(bytes).isEqualTo(RequestHeadParser.MAX_HEAD_BYTES);
    assertThat(parser.receive(byteOfHead)).isSameAs(result);
  }

  @Test
  void reasonsRepeatNothingOfTheRequest() {
    Malformed result = malformed("GET /<script> HTTP/1.1\r\n<script>: x\r\n\r\n");
    assertThat(result.reason()).doesNotContain("script");
  }

  @Test
  void isUsedUpOnceComplete() {
    RequestHeadParser parser = new RequestHeadParser();
    parser.receive(latin1(UPGRADE));
    assertThatIllegalStateException().isThrownBy(() -> parser.receive(latin1("x")));
  }

  @Test
  void mutatedHeadsAreReadOrRefused() {
    Set<Integer> statuses = Set.of(400, 414, 431, 505);
    Fuzz.run(
        30_000,
        random -> {
          ByteString bytes = Fuzz.mutate(random, latin1(UPGRADE));
          Result whole = new RequestHeadParser().receive(bytes);
          RequestHeadParser parser = new RequestHeadParser();
          Result[] split = {Incomplete.INSTANCE};
          Fuzz.split(
              random,
              bytes,
              piece -> split[0] = split[0] instanceof Complete ? split[0] : parser.receive(piece));
          if (whole instanceof Complete complete) {
            assertThat(((Complete) split[0]).head()).isEqualTo(complete.head());
            Handshake.check(complete.head());
          } else {
            assertThat(split[0]).isEqualTo(whole);
          }
          if (whole instanceof Malformed malformed) {
            assertThat(statuses).contains(malformed.status());
          }
        });
  }

  static ByteString latin1(String text) {
    return ByteString.fromArray(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Complete complete(String request) {
    Result result = new RequestHeadParser().receive(latin1(request));
    assertThat(result).isInstanceOf(Complete.class);
    return (Complete) result;
  }

  private static Malformed malformed(String request) {
    Result result = new RequestHeadParser().receive(latin1(request));
    assertThat(result).isInstanceOf(Malformed.class);
    return (Malformed) result;
  }

  private static Arguments line(String requestLine, int status) {
    String request = requestLine.isEmpty() ? "\r\n\r\n\r\n" : requestLine + "\r\nHost: a\r\n\r\n";
    return arguments(request, status);
  }

  private static Arguments header(String lines) {
    return arguments("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n", 400);
  }
}
