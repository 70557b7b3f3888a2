package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Notes every call it gets as a line, and does what a test says. */
final class RecordingApplication implements Application {
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Peer> peers = new CopyOnWriteArrayList<>();
  volatile Consumer<Peer> onOpen = peer -> {};
  volatile BiConsumer<Peer, Message> onMessage = (peer, message) -> {};
  volatile Consumer<Peer> onClose = peer -> {};

  @Override
  public Conversation open(Peer peer) {
    peers.add(peer);
    calls.add("open");
    onOpen.accept(peer);
    return new Recorded(peer);
  }

  /** The peer that came first; waits for it. */
  Peer peer() {
    return Awaitility.await().until(() -> peers.isEmpty() ? null : peers.get(0), p -> p != null);
  }

  void awaitCalls(String... expected) {
    Awaitility.await().untilAsserted(() -> assertCalls(expected));
  }

  void assertCalls(String... expected) {
    assertThat(calls).containsExactly(expected);
  }

  private final class Recorded implements Conversation {
    private final Peer peer;

    Recorded(Peer peer) {
      this.peer = peer;
    }

    @Override
    public void onMessage(Message message) {
      calls.add((message.isText() ? "text " : "binary ") + message.utf8());
      onMessage.accept(peer, message);
    }

    @Override
    public void onClose(int code, String reason) {
      calls.add("close " + code + (reason.isEmpty() ? "" : " " + reason));
      onClose.accept(peer);
    }
  }
}
