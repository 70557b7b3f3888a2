package io.carillon.http.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.carillon.engine.protocol.events.Event;
import io.carillon.http.settings.EventSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EventFolderTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @TempDir private Path folder;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final CompletableFuture<Event> slow = new CompletableFuture<>();
  private volatile boolean isBusy;
  private ActorRef<EventFolder.Command> watcher;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @AfterEach
  void stopWatching() {
    if (watcher != null) {
      KIT.stop(watcher);
    }
  }

  private void watch(int filesPerTurn) {
    EventSettings settings =
        new EventSettings(
            Set.of("main"), false, Optional.of(folder), Duration.ofMillis(20), filesPerTurn, 1000);
    watcher = KIT.spawn(EventFolder.create(folder, settings, this::send));
  }

  private CompletionStage<?> send(Event event) {
    if (event.name().equals("slow")) {
      return slow;
    }
    if (event.name().equals("unsendable")) {
      throw new IllegalArgumentException("nobody can write it");
    }
    if (event.name().equals("fatal") && faults.getAndIncrement() == 0) {
      throw new AssertionError("a fault of ours");
    }
    if (isBusy) {
      return CompletableFuture.failedFuture(new IllegalStateException("busy"));
    }
    sent.add(event.name());
    return CompletableFuture.completedFuture(event);
  }

  private void old(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private List<String> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sendsInTheOrderOfNamesAndDeletes() throws IOException {
    for (int i = 25; i >= 10; i--) {
      old(i + ".json", "{\"event\":\"e" + i + "\"}");
    }
    watch(5);
    await().until(() -> files().isEmpty());
    assertThat(sent).hasSize(16).isSorted().startsWith("e10").endsWith("e25");
  }

  @Test
  void sendsWhatComesLater() throws IOException {
    watch(100);
    for (int i = 0; i < 5; i++) {
      EventQueue.leave(folder, new Event("later" + i, ByteString.fromString("1")));
    }
    await().until(() -> files().isEmpty() && sent.size() == 5);
    assertThat(sent).containsExactly("later0", "later1", "later2", "later3", "later4");
  }

  @Test
  void movesAsideWhatIsNoEventAndGoesOn() throws IOException {
    old("1.json", "{\"event\":\"first\"}");
    old("2.json", "poison");
    old("3.json", " ".repeat(1001));
    old("4.json", "{\"event\":\"last\"}");
    old("other.txt", "not ours");
    Files.createDirectory(folder.resolve("5.json"));
    watch(100);
    await().until(() -> sent.size() == 2 && files().size() == 3);
    assertThat(sent).containsExactly("first", "last");
    assertThat(files()).containsExactly("other.txt", "rejected/2.json", "rejected/3.json");
    assertThat(Files.isDirectory(folder.resolve("rejected/5.json"))).isTrue();
    assertThat(Files.readString(folder.resolve("rejected/2.json"))).isEqualTo("poison");
  }

  @Test
  void movesAsideWhatCannotBeSentAndGoesOn() throws IOException {
    old("1.json", "{\"event\":\"\\ud800\"}");
    old("2.json", "{\"event\":\"unsendable\"}");
    old("3.json", "{\"event\":\"last\"}");
    watch(100);
    await().until(() -> sent.equals(List.of("last")));
    await().until(() -> files().equals(List.of("rejected/1.json", "rejected/2.json")));
  }

  @Test
  void goesOnAfterAFaultOfItsOwn() throws IOException {
    old("1.json", "{\"event\":\"fatal\"}");
    old("2.json", "{\"event\":\"last\"}");
    watch(100);
    await().until(() -> files().isEmpty());
    assertThat(sent).containsExactly("fatal", "last");
    assertThat(faults).hasValue(2);
  }

  @Test
  void aFloodOfPoisonIsMovedAsideInOneTurn() throws IOException {
    int many = 5000;
    for (int i = 0; i < many; i++) {
      old("%05d.json".formatted(i), "");
    }
    old("last.json", "{\"event\":\"last\"}");
    Logger logger = (Logger) LoggerFactory.getLogger(QueueDirectory.class);
    logger.setLevel(Level.ERROR); // a warning for each is right, and much to read
    try {
      watch(many + 1);
      await().until(() -> sent.equals(List.of("last")));
      await().until(() -> files().size() == many);
    } finally {
      logger.setLevel(null);
    }
  }

  @Test
  void keepsEveryPoisonOfTheSameName() throws IOException {
    watch(100);
    old("2.json", "one");
    await().until(() -> files().equals(List.of("rejected/2.json")));
    old("2.json", "two");
    await().until(() -> files().size() == 2);
    await().until(() -> files().equals(List.of("rejected/2.json", "rejected/2.json.1")));
    assertThat(Files.readString(folder.resolve("rejected/2.json"))).isEqualTo("one");
  }

  @Test
  void waitsForAFileThatIsBeingWrittenAndKeepsTheOrder() throws IOException {
    Files.writeString(folder.resolve("1.json"), "{\"event\":\"who");
    old("2.json", "{\"event\":\"behind\"}");
    watch(100);
    await().during(Duration.ofMillis(200)).until(() -> sent.isEmpty());
    Files.writeString(folder.resolve("1.json"), "{\"event\":\"whole\"}");
    await().until(() -> files().isEmpty());
    assertThat(sent).containsExactly("whole", "behind");
  }

  @Test
  void aFileThatStaysUnreadableIsMovedAside() throws IOException {
    Files.writeString(folder.resolve("1.json"), "{\"event\":\"nev");
    watch(100);
    await().until(() -> files().equals(List.of("rejected/1.json")));
  }

  @Test
  void anEventThatIsRefusedStaysAndIsSentInItsTurn() throws IOException {
    isBusy = true;
    old("1.json", "{\"event\":\"one\"}");
    old("2.json", "{\"event\":\"two\"}");
    watch(100);
    await().during(Duration.ofMillis(200)).until(() -> files().size() == 2);
    isBusy = false;
    await().until(() -> files().isEmpty());
    assertThat(sent).containsExactly("one", "two");
  }

  @Test
  void endsWhenWhatIsUnderWayIsSettledAndLeavesTheRest() throws IOException {
    old("1.json", "{\"event\":\"slow\"}");
    old("2.json", "{\"event\":\"never\"}");
    watch(100);
    TestProbe<Done> ended = KIT.createTestProbe();
    await().until(() -> slow.getNumberOfDependents() > 0);
    watcher.tell(new EventFolder.End(ended.getRef()));
    ended.expectNoMessage(Duration.ofMillis(100));
    slow.complete(null);
    ended.expectMessage(Done.getInstance());
    ended.expectTerminated(watcher);
    assertThat(files()).containsExactly("2.json");
  }

  @Test
  void endsAtOnceWhileItRests() throws IOException {
    watch(100);
    await().during(Duration.ofMillis(60)).until(() -> sent.isEmpty());
    TestProbe<Done> ended = KIT.createTestProbe();
    watcher.tell(new EventFolder.End(ended.getRef()));
    ended.expectMessage(Done.getInstance());
    old("1.json", "{\"event\":\"late\"}");
    await().during(Duration.ofMillis(100)).until(() -> files().size() == 1);
  }

  @Test
  void outlivesTheFolder() throws IOException {
    Path gone = folder.resolve("gone");
    EventSettings settings =
        new EventSettings(
            Set.of("main"), false, Optional.of(gone), Duration.ofMillis(20), 10, 1000);
    watcher = KIT.spawn(EventFolder.create(gone, settings, this::send));
    await().during(Duration.ofMillis(100)).until(() -> sent.isEmpty());
    EventQueue.leave(gone, new Event("back", Event.NULL));
    await().until(() -> sent.equals(List.of("back")));
  }
}
