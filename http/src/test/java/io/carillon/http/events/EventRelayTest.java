package io.carillon.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.events.Event;
import io.carillon.http.relay.RelayWindow;
import io.carillon.http.server.FakePeer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class EventRelayTest {
  private final FakePeer peer = new FakePeer();
  private final List<String> sent = new ArrayList<>();
  private final Deque<CompletableFuture<Done>> underWay = new ArrayDeque<>();
  private final EventRelay relay = new EventRelay(peer, this::send);

  private CompletionStage<?> send(Event event) {
    sent.add(event.name());
    CompletableFuture<Done> arrived = new CompletableFuture<>();
    underWay.add(arrived);
    return arrived;
  }

  private void say(int count) {
    for (int i = 0; i < count; i++) {
      relay.accept(Message.text("{\"event\":\"e" + i + "\"}"));
    }
  }

  @Test
  void sendsEventsAndNothingElse() {
    relay.accept(Message.text("{\"event\":\"first\"}"));
    relay.accept(Message.text("{\"event\":1}"));
    relay.accept(Message.binary(ByteString.fromString("{\"event\":\"bytes\"}")));
    relay.accept(Message.text("{\"event\":\"last\",\"payload\":{}}"));
    assertThat(sent).containsExactly("first", "last");
  }

  @Test
  void readsNoFurtherWhileAWindowIsOnItsWay() {
    say(RelayWindow.SIZE - 1);
    assertThat(peer.paused).isFalse();
    say(1);
    assertThat(peer.paused).isTrue();
    underWay.remove().complete(Done.getInstance());
    assertThat(peer.paused).isFalse();
    say(1);
    assertThat(peer.paused).isTrue();
    underWay.forEach(each -> each.complete(Done.getInstance()));
    assertThat(peer.paused).isFalse();
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void tellsItsClientWhenTheEngineIsTooBusy() {
    say(1);
    underWay.remove().completeExceptionally(new EngineBusyException("too much"));
    assertThat(peer.closedWith).isEqualTo(1013);
  }
}
