package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.CONTINUATION;
import static io.carillon.engine.websocket.ClientFrames.FIN;
import static io.carillon.engine.websocket.ClientFrames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class SessionFuzzTest {
  private static final Set<CloseCode> VERDICTS =
      Set.of(
          CloseCode.PROTOCOL_ERROR,
          CloseCode.INVALID_FRAME_PAYLOAD_DATA,
          CloseCode.POLICY_VIOLATION,
          CloseCode.MESSAGE_TOO_BIG);

  @Test
  void everySplitGivesTheSameEvents() {
    ByteString bytes =
        RecordedEvents.join(
            ClientFrames.text("Grüße"),
            ClientFrames.frame(ClientFrames.TEXT, ClientFrames.utf8("frag")),
            ClientFrames.ping("between"),
            ClientFrames.frame(FIN | CONTINUATION, ClientFrames.utf8("ment")),
            ClientFrames.deflated(Message.text("deflated")),
            ClientFrames.binary(ByteString.fromArray(new byte[300])),
            ClientFrames.pong(ByteString.emptyByteString()),
            ClientFrames.text(""),
            ClientFrames.close(1000, "bye"));
    List<Object> expected = RecordedEvents.deflated(bytes).all();
    assertThat(expected).hasSize(8);
    for (int i = 0; i <= bytes.size(); i++) {
      Session session = session();
      RecordedEvents events = RecordedEvents.of(session, bytes.take(i));
      session.receive(bytes.drop(i), events);
      assertThat(events.all()).as("split at %d", i).isEqualTo(expected);
    }
  }

  @Test
  void randomFragmentsAndSplitsGiveTheMessagesBack() {
    Fuzz.run(
        2000,
        random -> {
          List<Object> sent = new ArrayList<>();
          ByteString bytes = conversation(random, sent);
          RecordedEvents events = new RecordedEvents();
          Session session = session();
          Fuzz.split(random, bytes, piece -> session.receive(piece, events));
          assertThat(events.all()).isEqualTo(sent);
          assertThat(session.isMidMessage()).isFalse();
        });
  }

  @Test
  void mutatedConversationsEndInNothingButProtocolErrors() {
    Fuzz.run(
        20_000,
        random -> {
          ByteString bytes = Fuzz.mutate(random, conversation(random, new ArrayList<>()));
          RecordedEvents whole = RecordedEvents.of(session(), bytes);
          assertOnlyVerdicts(whole);
          RecordedEvents split = new RecordedEvents();
          Session session = session();
          Fuzz.split(random, bytes, piece -> session.receive(piece, split));
          assertThat(split.all()).isEqualTo(whole.all());
        });
  }

  @Test
  void randomBytesEndInNothingButProtocolErrors() {
    Fuzz.run(
        20_000,
        random -> {
          ByteString bytes = Fuzz.bytes(random, random.nextInt(200));
          assertOnlyVerdicts(RecordedEvents.of(session(), bytes));
        });
  }

  private static void assertOnlyVerdicts(RecordedEvents events) {
    events.failure().ifPresent(code -> assertThat(VERDICTS).contains(code));
    for (Object event : events.all()) {
      if (event instanceof Message message && message.isText()) {
        assertThat(Message.isUtf8(message.payload())).isTrue();
      }
    }
  }

  private static Session session() {
    return new Session(new SessionLimits(4096, 40), Optional.of(new Deflate(15)));
  }

  private static ByteString conversation(Random random, List<Object> sent) {
    ByteString bytes = ByteString.emptyByteString();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Message message = message(random);
      bytes = bytes.concat(fragments(random, message, sent));
      sent.add(message);
    }
    return bytes.compact();
  }

  private static Message message(Random random) {
    int length = random.nextInt(random.nextInt(8) == 0 ? 2000 : 40);
    if (random.nextBoolean()) {
      return Message.binary(Fuzz.bytes(random, length));
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
      text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 'x' : codePoint);
    }
    String cut = ClientFrames.utf8(text.toString()).size() > 4096 ? "long" : text.toString();
    return Message.text(cut);
  }

  private static ByteString fragments(Random random, Message message, List<Object> sent) {
    boolean deflated = random.nextInt(3) == 0;
    ByteString payload =
        deflated ? Deflate.compress(message.payload(), 8 + random.nextInt(8)) : message.payload();
    int first = (message.isText() ? 1 : 2) | (deflated ? RSV1 : 0);
    ByteString bytes = ByteString.emptyByteString();
    for (int left = random.nextInt(4); left > 0; left--) {
      int length = random.nextInt(payload.size() + 1);
      bytes = bytes.concat(frame(random, first, payload.take(length)));
      payload = payload.drop(length);
      first = CONTINUATION;
      if (random.nextInt(4) == 0) {
        bytes = bytes.concat(ClientFrames.ping("p" + left));
        sent.add(new RecordedEvents.Ping(ClientFrames.utf8("p" + left)));
      }
    }
    return bytes.concat(frame(random, FIN | first, payload));
  }

  private static ByteString frame(Random random, int firstByte, ByteString payload) {
    return ClientFrames.frame(firstByte, random.nextInt(), payload);
  }
}
