package io.carillon.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.message.Message;
import io.carillon.http.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
  private final FakePeer peer = new FakePeer();
  private final Inbox inbox = new Inbox(peer, new ServerSettings(1, 4, 100, 1));

  private void add(String... texts) {
    for (String text : texts) {
      inbox.add(Message.text(text));
    }
  }

  private String take() throws InterruptedException {
    return inbox.take().map(Message::utf8).orElse("(over)");
  }

  @Test
  void givesMessagesInOrderAndThenTheEnd() throws InterruptedException {
    add("a", "", "b");
    inbox.end();
    assertThat(inbox.isOver()).isFalse();
    assertThat(List.of(take(), take(), take())).containsExactly("a", "", "b");
    assertThat(inbox.isOver()).isTrue();
    assertThat(take()).isEqualTo("(over)");
    assertThat(take()).isEqualTo("(over)");
  }

  @Test
  void pausesThePeerAtItsBoundAndReadsOnAtHalfOfIt() throws InterruptedException {
    add("1", "2", "3");
    assertThat(peer.paused).isFalse();
    add("4");
    assertThat(peer.paused).isTrue();
    take();
    assertThat(peer.paused).isTrue();
    take();
    assertThat(peer.paused).isFalse();
    assertThat(peer.pauses).isOne();
  }

  @Test
  void countsBytesToo() throws InterruptedException {
    add("x".repeat(60));
    assertThat(peer.paused).isFalse();
    add("x".repeat(40));
    assertThat(peer.paused).isTrue();
    take();
    assertThat(peer.paused).isFalse();
    take();
    add("x".repeat(5000));
    assertThat(peer.paused).isTrue();
    take();
    assertThat(peer.paused).isFalse();
  }

  @Test
  void waitsForTheNextMessage() throws Exception {
    CompletableFuture<String> taken = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                taken.complete(take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    reader.start();
    awaitWaiting(reader);
    add("late");
    assertThat(taken.get()).isEqualTo("late");
  }

  @Test
  void wakesAReaderAtTheEnd() throws Exception {
    CompletableFuture<String> taken = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                taken.complete(take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    reader.start();
    awaitWaiting(reader);
    inbox.end();
    assertThat(taken.get()).isEqualTo("(over)");
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void waitsNoLongerThanAsked() throws InterruptedException {
    assertThat(inbox.take(0)).isEmpty();
    assertThat(inbox.take(TimeUnit.MILLISECONDS.toNanos(20))).isEmpty();
    assertThat(inbox.isOver()).isFalse();
    add("here");
    assertThat(inbox.take(0)).contains(Message.text("here"));
  }

  @Test
  void handsAListenerWhatWaitsAndThenEverythingAsItComes() {
    List<String> heard = new ArrayList<>();
    add("a", "b", "c", "d");
    inbox.handTo(message -> heard.add(message.utf8()));
    assertThat(peer.paused).isFalse();
    add("e");
    assertThat(heard).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void keepsTheOrderWhileItIsHandedOver() throws Exception {
    for (int round = 0; round < 200; round++) {
      Inbox racing = new Inbox(new FakePeer(), new ServerSettings(1, 1000, 1 << 20, 1));
      List<String> heard = new CopyOnWriteArrayList<>();
      CountDownLatch begun = new CountDownLatch(1);
      Thread connection =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  racing.add(Message.text("" + i));
                  begun.countDown();
                }
              });
      connection.start();
      begun.await();
      racing.handTo(message -> heard.add(message.utf8()));
      connection.join();
      assertThat(heard).hasSize(100);
      for (int i = 0; i < 100; i++) {
        assertThat(heard.get(i)).isEqualTo("" + i);
      }
    }
  }

  @Test
  void answersWhoAsksForTheNextOne() {
    add("a");
    assertThat(now(inbox.next())).contains(Message.text("a"));
    CompletionStage<Optional<Message>> next = inbox.next();
    assertThat(next.toCompletableFuture()).isNotDone();
    add("b");
    assertThat(now(next)).contains(Message.text("b"));
    CompletionStage<Optional<Message>> last = inbox.next();
    inbox.end();
    assertThat(now(last)).isEmpty();
    assertThat(now(inbox.next())).isEmpty();
  }

  private static Optional<Message> now(CompletionStage<Optional<Message>> next) {
    return next.toCompletableFuture().getNow(null);
  }

  @Test
  void isTakenInOneWayOnly() {
    inbox.choose(Inbox.Mode.READ);
    inbox.choose(Inbox.Mode.READ);
    assertThatThrownBy(() -> inbox.choose(Inbox.Mode.LISTEN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("messages are taken by read() already");
    Inbox listened = new Inbox(peer, new ServerSettings(1, 4, 100, 1));
    listened.choose(Inbox.Mode.LISTEN);
    assertThatThrownBy(() -> listened.choose(Inbox.Mode.LISTEN))
        .hasMessage("messages are taken by a listener already");
  }

  @Test
  void goesToTheRestWhenTheHandlerHasReturned() {
    List<String> rest = new ArrayList<>();
    add("unread");
    inbox.choose(Inbox.Mode.READ);
    inbox.leaveTo(message -> rest.add(message.utf8()));
    add("later");
    assertThat(rest).containsExactly("unread", "later");
    assertThatThrownBy(() -> inbox.choose(Inbox.Mode.READ))
        .hasMessage("the handler has returned without taking its messages");
  }

  @Test
  void staysWithItsListenerWhenTheHandlerHasReturned() {
    List<String> rest = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    inbox.choose(Inbox.Mode.LISTEN);
    inbox.handTo(message -> heard.add(message.utf8()));
    inbox.leaveTo(message -> rest.add(message.utf8()));
    add("a");
    assertThat(heard).containsExactly("a");
    assertThat(rest).isEmpty();
  }
}
