package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.pekko.Done;
import org.awaitility.Awaitility;

/** Notes every event as a line, {@code open chat: /chat} or so, and waits as a test says. */
final class RecordingLifecycle implements Lifecycle {
  static final CompletionStage<Done> DONE = CompletableFuture.completedFuture(Done.getInstance());

  final List<String> events = new CopyOnWriteArrayList<>();
  final List<Connected> opened = new CopyOnWriteArrayList<>();
  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  volatile Set<Event> wanted = EnumSet.allOf(Event.class);
  volatile BiFunction<Event, Connected, CompletionStage<Done>> waiting =
      (event, connection) -> DONE;

  @Override
  public Set<Event> events() {
    return wanted;
  }

  @Override
  public void onOpen(Connected connection, Map<String, List<String>> requestHeaders) {
    headers.add(requestHeaders);
    opened.add(connection);
    events.add("open " + connection.route());
    waitFor(Event.OPEN, connection);
  }

  @Override
  public void onMessage(Connected connection, Message message) {
    events.add("message " + message.utf8());
    waitFor(Event.MESSAGE, connection);
  }

  @Override
  public CompletionStage<Done> onGhostConnectionClose(Connected connection) {
    events.add("ghostConnectionClose");
    return waiting.apply(Event.GHOST_CONNECTION_CLOSE, connection);
  }

  @Override
  public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
    events.add("beforeClose " + closure.code());
    return waiting.apply(Event.BEFORE_CLOSE, connection);
  }

  @Override
  public void onClose(Connected connection, Closure closure) {
    events.add("close " + closure.code());
    waitFor(Event.CLOSE, connection);
  }

  /** Only what comes at once, or is thrown, makes a difference here. */
  private void waitFor(Event event, Connected connection) {
    assertThat(waiting.apply(event, connection)).isNotNull();
  }

  void awaitEvents(String... expected) {
    Awaitility.await().untilAsserted(() -> assertEvents(expected));
  }

  void assertEvents(String... expected) {
    assertThat(events).containsExactly(expected);
  }
}
