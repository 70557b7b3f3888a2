package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 as a client sees it on a real port. */
@ExtendWith(NoErrorsLogged.class)
class CompressionIT {
  private static final int FIN = WireFrames.FIN;
  private static final int RSV1 = WireFrames.RSV1;
  private static final String OFFER = "Sec-WebSocket-Extensions: ";
  private static final byte[] TAIL = {0, 0, -1, -1};

  private static TestNode node;

  @BeforeAll
  static void start() {
    Tuning tuning = new Tuning();
    tuning.compression = true;
    node = tuning.start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate|",
        "permessage-deflate; server_no_context_takeover|",
        "permessage-deflate; client_no_context_takeover|",
        "permessage-deflate; client_max_window_bits|",
        "permessage-deflate; client_max_window_bits=9|",
        "permessage-deflate; server_max_window_bits=8|; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=9|; server_max_window_bits=9",
        "permessage-deflate; server_max_window_bits=15|; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=10; client_max_window_bits; "
            + "server_no_context_takeover; client_no_context_takeover|; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=16, permessage-deflate|",
        "x-other, permessage-deflate; nonsense, permessage-deflate; server_max_window_bits=12|"
            + "; server_max_window_bits=12"
      })
  void agreesToTheFirstOfferThatItCanKeep(String offer, String extra) {
    try (RawPeer peer = new RawPeer(node.port())) {
      String agreed =
          OFFER + "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
      assertThat(peer.handshake("/echo", OFFER + offer))
          .startsWith("HTTP/1.1 101 ")
          .contains(agreed + (extra == null ? "" : extra) + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-webkit-deflate-frame",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; client_max_window_bits=99",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; unknown",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover"
      })
  void declinesOffersItCannotKeep(String offer) {
    try (RawPeer peer = new RawPeer(node.port())) {
      assertThat(peer.handshake("/echo", OFFER + offer))
          .startsWith("HTTP/1.1 101 ")
          .doesNotContain("Sec-WebSocket-Extensions");
      peer.send(WireFrames.frame(FIN | RSV1 | WireFrames.TEXT, new byte[1]));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1002);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void compressesLargeMessagesWithinTheWindow(int bits) throws DataFormatException {
    try (RawPeer peer =
        RawPeer.open(
            node.port(), "/echo", OFFER + "permessage-deflate; server_max_window_bits=" + bits)) {
      for (int size : new int[] {0, 1, 100, 1000, 5000, 100_000}) {
        byte[] text = letters(size);
        peer.send(WireFrames.frame(FIN | RSV1 | WireFrames.TEXT, deflate(text)));
        RawPeer.Frame frame = peer.readFrame();
        assertThat(frame.isCompressed()).as("%d bytes compressed", size).isEqualTo(size >= 1000);
        byte[] back = frame.isCompressed() ? inflate(frame.payload()) : frame.payload();
        assertThat(back).isEqualTo(text);
      }
    }
  }

  @Test
  void readsCompressedFragmentsAndPlainMessagesInAnyMix() throws DataFormatException {
    byte[] text = letters(1500);
    byte[] packed = deflate(text);
    try (RawPeer peer = RawPeer.open(node.port(), "/echo", OFFER + "permessage-deflate")) {
      for (int pieces : new int[] {1, 2, 7, packed.length}) {
        int size = Math.max(1, packed.length / pieces);
        int first = RSV1 | WireFrames.BINARY;
        for (int at = 0; at < packed.length; at += size) {
          int end = Math.min(packed.length, at + size);
          int fin = end == packed.length ? FIN : 0;
          peer.send(WireFrames.frame(fin | first, Arrays.copyOfRange(packed, at, end)));
          first = WireFrames.CONTINUATION;
          if (at == 0 && fin == 0) {
            peer.send(WireFrames.ping(new byte[] {7}));
            assertThat(peer.readFrame().opcode()).isEqualTo(WireFrames.PONG);
          }
        }
        assertThat(inflate(peer.readFrame().payload())).isEqualTo(text);
        peer.send(WireFrames.text("plain"));
        assertThat(peer.readFrame().text()).isEqualTo("plain");
      }
      peer.send(WireFrames.frame(WireFrames.TEXT, new byte[1]));
      peer.send(WireFrames.frame(FIN | RSV1, new byte[1]));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void sendsWhatDoesNotShrinkAsItIs() {
    byte[] noise = new byte[4000];
    new SplittableRandom(1).nextBytes(noise);
    try (RawPeer peer = RawPeer.open(node.port(), "/echo", OFFER + "permessage-deflate")) {
      peer.send(WireFrames.binary(noise));
      RawPeer.Frame frame = peer.readFrame();
      assertThat(frame.isCompressed()).isFalse();
      assertThat(frame.payload()).isEqualTo(noise);
    }
  }

  @Test
  void refusesABombWhileInflatingIt() {
    try (RawPeer peer = RawPeer.open(node.port(), "/echo", OFFER + "permessage-deflate")) {
      peer.send(WireFrames.frame(FIN | RSV1 | WireFrames.BINARY, deflate(new byte[10 << 20])));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
      assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
    }
  }

  @Test
  void refusesWhatCannotBeInflatedOrIsNoText() {
    byte[] garbage = {(byte) 0xff, 1, 2, 3, 4, 5};
    for (byte[] payload : new byte[][] {garbage, deflate(new byte[] {(byte) 0xc0, (byte) 0xaf})}) {
      try (RawPeer peer = RawPeer.open(node.port(), "/echo", OFFER + "permessage-deflate")) {
        peer.send(WireFrames.frame(FIN | RSV1 | WireFrames.TEXT, payload));
        assertThat(peer.readFrame().closeCode()).isEqualTo(1007);
      }
    }
  }

  @Test
  void broadcastsEachClientTheFormItAgreedTo() throws DataFormatException {
    byte[] text = letters(20_000);
    try (RawPeer plain = RawPeer.open(node.port(), "/forms");
        RawPeer small =
            RawPeer.open(
                node.port(), "/forms", OFFER + "permessage-deflate; server_max_window_bits=9");
        RawPeer large = RawPeer.open(node.port(), "/forms", OFFER + "permessage-deflate")) {
      Message message = new Message(Message.Kind.TEXT, ByteString.fromArray(text));
      TestNode.await(
          node.engine.broadcast(Target.route("/forms"), message, BroadcastOptions.DEFAULT));
      assertThat(plain.readFrame().payload()).isEqualTo(text);
      for (RawPeer peer : new RawPeer[] {small, large}) {
        RawPeer.Frame frame = peer.readFrame();
        assertThat(frame.isCompressed()).isTrue();
        assertThat(inflate(frame.payload())).isEqualTo(text);
      }
    }
  }

  private static byte[] letters(int size) {
    byte[] letters = new byte[size];
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < size; i++) {
      letters[i] = (byte) ('a' + (i % 7 == 0 ? random.nextInt(26) : i % 5));
    }
    return letters;
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(bytes);
    byte[] out = new byte[bytes.length + 1000];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return bytes.length == 0 ? new byte[1] : Arrays.copyOf(out, length - TAIL.length);
  }

  private static byte[] inflate(byte[] bytes) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(WireFrames.join(bytes, TAIL));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] out = new byte[8192];
    for (int count = inflater.inflate(out); count > 0; count = inflater.inflate(out)) {
      all.write(out, 0, count);
    }
    inflater.end();
    return all.toByteArray();
  }
}
