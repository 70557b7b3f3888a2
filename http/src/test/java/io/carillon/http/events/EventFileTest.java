package io.carillon.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.protocol.events.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final int MOST = 1000;

  @TempDir private Path folder;

  private Path file(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    return file;
  }

  @Test
  void whatIsWrittenCanBeRead() throws IOException {
    Event event = new Event("a", ByteString.fromString("{\"b\":1}"));
    Path file = EventFile.write(folder.resolve("new"), event);
    assertThat(EventFile.isEvent(file)).isTrue();
    assertThat(EventFile.read(file, MOST)).isEqualTo(new EventFile.Readable(event));
    try (Stream<Path> all = Files.list(file.getParent())) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void namesSortInTheOrderOfWriting() throws IOException {
    List<Path> written = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      written.add(EventFile.write(folder, new Event("e" + i, Event.NULL)));
    }
    assertThat(written).isSorted();
  }

  @Test
  void anUnfinishedFileIsNoEvent() {
    assertThat(EventFile.isEvent(folder.resolve(".1.json"))).isFalse();
    assertThat(EventFile.isEvent(folder.resolve("1.json.tmp"))).isFalse();
    assertThat(EventFile.isEvent(folder.resolve("1.json"))).isTrue();
  }

  @Test
  void whatIsNoEventIsPoison() throws IOException {
    assertThat(EventFile.read(file("a.json", "{"), MOST))
        .isEqualTo(new EventFile.Poison("it is no JSON object with a text named event", false));
    assertThat(EventFile.read(file("b.json", " ".repeat(1001)), MOST))
        .isEqualTo(new EventFile.Poison("it has more than 1000 bytes", false));
    assertThat(EventFile.read(Files.createDirectory(folder.resolve("c.json")), MOST))
        .isEqualTo(new EventFile.Poison("it is no regular file", false));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path secret = file("secret", "{\"event\":\"x\"}");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), secret);
    assertThat(EventFile.read(link, MOST))
        .isEqualTo(new EventFile.Poison("it is no regular file", false));
  }

  @Test
  void aYoungFileMayStillGrow() throws IOException {
    Path young = Files.writeString(folder.resolve("young.json"), "{\"eve");
    assertThat(((EventFile.Poison) EventFile.read(young, MOST)).mayStillGrow()).isTrue();
  }

  @Test
  void aFileThatIsGoneIsGone() throws IOException {
    assertThat(EventFile.read(folder.resolve("never.json"), MOST))
        .isEqualTo(EventFile.Gone.INSTANCE);
  }
}
