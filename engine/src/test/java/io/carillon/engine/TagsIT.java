package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagsIT {
  private static final int MOST = 64;
  private static final TestNode NODE = new TestNode();

  private RawPeer peer;
  private ConnectionId id;

  @BeforeEach
  void connect() {
    for (ConnectionId old : await(NODE.engine.connections(Optional.empty()))) {
      await(NODE.engine.kill(old));
    }
    peer = RawPeer.open(NODE.port(), "/chat");
    id = await(NODE.engine.connections(Optional.of("/chat"))).get(0);
  }

  @AfterAll
  static void stop() {
    NODE.close();
  }

  @Test
  void aTagReachesItsHolderAtOnceAndNoLongerOnceItIsTakenOff() {
    assertThat(await(NODE.engine.tag(id, "vip"))).isEqualTo(Labelled.DONE);
    assertThat(send("vip")).isOne();
    await(NODE.engine.untag(id, "vip"));
    assertThat(send("vip")).isZero();
    assertThat(peer.readFrame().text()).isEqualTo("hello");
  }

  @Test
  void tagsAreListedInOrderAndRepeatingOneChangesNothing() {
    for (String tag : List.of("b", "a", "b", "c")) {
      assertThat(await(NODE.engine.tag(id, tag))).isEqualTo(Labelled.DONE);
    }
    assertThat(await(NODE.engine.tagsOf(id))).containsExactly("a", "b", "c");
    assertThat(await(NODE.engine.tagCount("b"))).isOne();
    assertThat(await(NODE.engine.tags())).contains("a", "b", "c");
  }

  @Test
  void oneTagTooManyIsRefusedAndChangesNothing() {
    for (int i = 0; i < MOST; i++) {
      assertThat(await(NODE.engine.tag(id, "t" + i))).isEqualTo(Labelled.DONE);
    }
    assertThat(await(NODE.engine.tag(id, "more"))).isEqualTo(Labelled.TOO_MANY);
    assertThat(await(NODE.engine.tagsOf(id))).hasSize(MOST).doesNotContain("more");
    assertThat(await(NODE.engine.tagCount("more"))).isZero();
    assertThat(await(NODE.engine.tag(id, "t0"))).isEqualTo(Labelled.DONE);
  }

  @Test
  void clearingTakesAllOff() {
    await(NODE.engine.tag(id, "x"));
    await(NODE.engine.tag(id, "y"));
    await(NODE.engine.clearTags(id));
    assertThat(await(NODE.engine.tagsOf(id))).isEmpty();
    assertThat(send("x") + send("y")).isZero();
    await(NODE.engine.clearTags(id));
  }

  @Test
  void whoIsNotThereIsNotTagged() {
    ConnectionId nobody = ConnectionId.random(7);
    assertThat(await(NODE.engine.tag(nobody, "x"))).isEqualTo(Labelled.UNKNOWN_CONNECTION);
    await(NODE.engine.untag(nobody, "x"));
    await(NODE.engine.clearTags(nobody));
    assertThat(await(NODE.engine.tagsOf(nobody))).isEmpty();
    assertThat(await(NODE.engine.tags())).doesNotContain("x");
  }

  @Test
  void tagsEndWithTheirConnection() {
    await(NODE.engine.tag(id, "gone"));
    peer.close();
    Awaitility.await().until(() -> await(NODE.engine.tagCount("gone")) == 0);
    Awaitility.await().until(() -> !await(NODE.engine.tags()).contains("gone"));
    assertThat(await(NODE.engine.tag(id, "gone"))).isEqualTo(Labelled.UNKNOWN_CONNECTION);
  }

  @Test
  void isAnsweredAlsoWhileTheConnectionEnds() {
    await(NODE.engine.kill(id));
    for (int round = 0; round < 300; round++) {
      RawPeer brief = RawPeer.open(NODE.port(), "/brief");
      ConnectionId its = await(NODE.engine.connections(Optional.of("/brief"))).get(0);
      brief.reset();
      CompletionStage<Labelled> tagged = NODE.engine.tag(its, "brief");
      assertThat(await(tagged)).isIn(Labelled.DONE, Labelled.UNKNOWN_CONNECTION);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> await(NODE.engine.connectionCount(Optional.of("/brief"))) == 0);
    }
    Awaitility.await().until(() -> await(NODE.engine.tagCount("brief")) == 0);
  }

  private static int send(String tag) {
    return await(
            NODE.engine.broadcast(Target.tag(tag), Message.text("hello"), BroadcastOptions.DEFAULT))
        .reached();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return TestNode.await(stage);
  }
}
