package io.carillon.http.server;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A {@link Connection} over the engine's peer. */
final class ServedConnection implements Connection {
  private static final int NORMAL_CLOSURE = 1000;

  private final Peer peer;
  private final Engine engine;
  private final Inbox inbox;
  private final Ending ending = new Ending();
  private final ConcurrentMap<String, Object> attributes = new ConcurrentHashMap<>(0);

  ServedConnection(Peer peer, Service service) {
    this.peer = peer;
    this.engine = service.engine();
    this.inbox = new Inbox(peer, service.inbox());
  }

  Inbox inbox() {
    return inbox;
  }

  /** The handler has returned: what nobody takes goes there from now on. */
  void leaveTo(Function<Peer, Consumer<Message>> rest) {
    inbox.leaveTo(rest.apply(peer));
  }

  Ending ending() {
    return ending;
  }

  @Override
  public ConnectionId id() {
    return peer.id();
  }

  @Override
  public String path() {
    return opening().route();
  }

  @Override
  public String query() {
    return opening().query();
  }

  @Override
  public Map<String, String> params() {
    return opening().parameters();
  }

  @Override
  public String param(String name) {
    return opening().parameters().get(name);
  }

  @Override
  public Map<String, List<String>> headers() {
    return opening().headers();
  }

  @Override
  public Optional<String> header(String name) {
    return opening().header(name);
  }

  @Override
  public String remoteAddress() {
    return opening().remoteAddress();
  }

  @Override
  public PushResult send(String text) {
    return peer.push(Message.text(text));
  }

  @Override
  public PushResult send(byte[] bytes) {
    return peer.push(Message.binary(ByteString.fromArray(bytes)));
  }

  @Override
  public PushResult send(Message message) {
    return peer.push(message);
  }

  @Override
  public Optional<Message> read() throws InterruptedException {
    beginRead();
    return inbox.take();
  }

  @Override
  public Optional<Message> read(Duration longest) throws InterruptedException {
    beginRead();
    return inbox.take(longest.toNanos());
  }

  private void beginRead() {
    if (Callbacks.isRunning()) {
      throw new IllegalStateException("read() would block the connection's thread; use onMessage");
    }
    inbox.choose(Inbox.Mode.READ);
  }

  @Override
  public void onMessage(Consumer<Message> listener) {
    inbox.choose(Inbox.Mode.LISTEN);
    inbox.handTo(listener);
  }

  @Override
  public void onClose(BiConsumer<Integer, String> listener) {
    ending.onEnd(listener);
  }

  @Override
  public void close() {
    peer.close(NORMAL_CLOSURE, "");
  }

  @Override
  public void close(int code, String reason) {
    peer.close(code, reason);
  }

  @Override
  public void kill() {
    peer.kill();
  }

  @Override
  public boolean isConnected() {
    return peer.isOpen() || !inbox.isOver();
  }

  @Override
  public CompletionStage<Boolean> tag(String tag) {
    return engine
        .memberships()
        .join(id(), Label.tag(tag))
        .thenApply(answer -> answer == Labelled.DONE);
  }

  @Override
  public CompletionStage<Done> untag(String tag) {
    return engine.memberships().leave(id(), Label.tag(tag));
  }

  @Override
  public ConcurrentMap<String, Object> attributes() {
    return attributes;
  }

  @Override
  public Source<Message, NotUsed> source() {
    inbox.choose(Inbox.Mode.STREAM);
    return MessageStreams.source(inbox, this::close);
  }

  @Override
  public Sink<Message, CompletionStage<Done>> sink() {
    return MessageStreams.sink(peer, ending);
  }

  private Opening opening() {
    return peer.opening();
  }

  @Override
  public String toString() {
    return "Connection " + id() + " on " + path();
  }
}
