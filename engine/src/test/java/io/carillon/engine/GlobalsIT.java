package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorNotFound;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class GlobalsIT {
  private static final Optional<Duration> FOR_EVER = Optional.empty();

  private static ByteString bytes(String text) {
    return ByteString.fromString(text);
  }

  private static boolean put(Engine engine, String key, String value) {
    return TestNode.await(engine.globals().put(key, bytes(value), FOR_EVER));
  }

  private static Optional<String> value(Engine engine, String key) {
    return TestNode.await(engine.globals().value(key)).map(ByteString::utf8String);
  }

  private static boolean remove(Engine engine, String key) {
    return TestNode.await(engine.globals().remove(key));
  }

  @Test
  void aNodeWithoutAClusterKeepsThemWithoutAReplicator() {
    try (TestNode node = new TestNode()) {
      assertThat(put(node.engine, "k", "v")).isTrue();
      assertThat(value(node.engine, "k")).contains("v");
      assertThat(
              Adapter.toClassic(node.system)
                  .actorSelection("/system/carillon-replicator")
                  .resolveOne(Duration.ofSeconds(1)))
          .failsWithin(5, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(ActorNotFound.class);
    }
  }

  @Test
  void everyNodeReadsWhatAnyNodeHasPut() {
    try (TestCluster cluster = new TestCluster(3)) {
      for (int i = 0; i < 30; i++) {
        assertThat(put(cluster.engine(i % 3), "k" + i, "v" + i)).isTrue();
        assertThat(value(cluster.engine((i + 1) % 3), "k" + i)).contains("v" + i);
        assertThat(value(cluster.engine((i + 2) % 3), "k" + i)).contains("v" + i);
      }
      assertThat(put(cluster.engine(1), "k0", "")).isTrue();
      assertThat(value(cluster.engine(2), "k0")).contains("");
      assertThat(remove(cluster.engine(2), "k0")).isTrue();
      assertThat(value(cluster.engine(0), "k0")).isEmpty();
      assertThat(remove(cluster.engine(1), "k0")).isFalse();
      assertThat(value(cluster.engine(1), "none")).isEmpty();

      Optional<Duration> soon = Optional.of(Duration.ofSeconds(2));
      assertThat(TestNode.await(cluster.engine(0).globals().put("e", bytes("v"), soon))).isTrue();
      assertThat(value(cluster.engine(1), "e")).contains("v");
      for (int i = 0; i < 3; i++) {
        Engine engine = cluster.engine(i);
        await().atMost(Duration.ofSeconds(4)).until(() -> value(engine, "e").isEmpty());
      }
      assertThat(remove(cluster.engine(2), "e")).isFalse();

      TestNode late = cluster.join();
      try {
        await()
            .atMost(TestCluster.LONG)
            .until(() -> Cluster.get(late.system).selfMember().status().equals(MemberStatus.up()));
        assertThat(value(late.engine, "k1")).contains("v1");
      } finally {
        late.close();
      }
    }
  }

  @Test
  void twoOfThreeNodesGoOnAndOneAloneRefuses() {
    try (TestCluster cluster = new TestCluster(3)) {
      assertThat(put(cluster.engine(0), "before", "v")).isTrue();

      cluster.kill(0);

      assertThat(value(cluster.engine(1), "before")).contains("v");
      assertThat(value(cluster.engine(2), "before")).contains("v");
      assertThat(put(cluster.engine(1), "after", "v")).isTrue();
      assertThat(value(cluster.engine(2), "after")).contains("v");
      assertThat(remove(cluster.engine(2), "before")).isTrue();
      assertThat(value(cluster.engine(1), "before")).isEmpty();

      cluster.kill(1);

      assertThat(cluster.engine(2).globals().put("alone", bytes("v"), FOR_EVER))
          .failsWithin(5, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(EngineBusyException.class);
      assertThat(value(cluster.engine(2), "after")).contains("v");
    }
  }

  /** Room for 1,000 keys and 1 MiB; a bucket is at most 128 KiB here. */
  @Test
  void theBoundsAreThoseOfAllNodesTogether() {
    try (TestCluster cluster = new TestCluster(2)) {
      assertThat(put(cluster.engine(0), "large", "v".repeat(120_000))).isTrue();
      assertThat(put(cluster.engine(1), "larger", "v".repeat(140_000))).isFalse();
      assertThat(value(cluster.engine(0), "larger")).isEmpty();
      assertThat(remove(cluster.engine(1), "large")).isTrue();

      int taken = 0;
      for (int i = 0; i < 2000; i += 100) {
        List<CompletionStage<Boolean>> puts = new ArrayList<>();
        for (int j = i; j < i + 100; j++) {
          puts.add(cluster.engine(j % 2).globals().put("k" + j, bytes("v"), FOR_EVER));
        }
        taken += puts.stream().map(TestNode::await).mapToInt(done -> done ? 1 : 0).sum();
      }

      assertThat(taken).as("1,000 and what was put unnoticed").isBetween(1000, 1500);
      await().until(() -> !put(cluster.engine(0), "one more", "v"));
      await().until(() -> !put(cluster.engine(1), "and another", "v"));
      assertThat(remove(cluster.engine(0), "k0")).isTrue();
    }
  }
}
