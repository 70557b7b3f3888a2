package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import io.carillon.clusterconfig.ClusterSettings.Timing;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.NodeMessageSerializer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.LocalActorRefProvider;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the environments are once an actor system runs in them. */
class FormationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static ClusterSettings of(
      Environment environment, int nodes, NodeAddress self, List<NodeAddress> seeds) {
    return new ClusterSettings(
        environment,
        nodes,
        new Remoting(self, "127.0.0.1", Optional.of(TestKeys.good()), false),
        seeds,
        TestNode.TIMING,
        new Management(environment == Environment.KUBERNETES, "127.0.0.1", 0));
  }

  /** The pod {@code carillon-0} of so many, whose names nobody can look up. */
  private static ClusterSettings pod(int nodes) {
    StatefulSet set = new StatefulSet("carillon-0", "nodes.invalid");
    int port = FreePorts.next();
    return of(
        Environment.KUBERNETES, nodes, new NodeAddress(set.host(), port), set.seeds(nodes, port));
  }

  private static ClusterSettings alone() {
    NodeAddress self = new NodeAddress("127.0.0.1", FreePorts.next());
    return of(Environment.STATIC, 1, self, List.of(self));
  }

  private static int status(InetSocketAddress probes, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes.getPort() + path))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static void assertSafeAndBatched(ActorSystem<?> system) throws Exception {
    Config config = system.settings().config();
    assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
    assertThat(serialization.serialize(new ArrayList<>(List.of("x"))).isFailure()).isTrue();
    assertThat(serialization.serializerFor(NodeMessage.Ask.class))
        .isInstanceOf(NodeMessageSerializer.class);
    Config artery = config.getConfig("pekko.remote.artery.advanced");
    assertThat(artery.getBytes("materializer.io.tcp.write-buffer-size")).isEqualTo(16 * 1024);
    assertThat(artery.getInt("materializer.io.tcp.coalesce-writes")).isEqualTo(10);
    assertThat(config.getString("pekko.cluster.split-brain-resolver.active-strategy"))
        .isEqualTo("keep-majority");
    assertThat(config.getBoolean("pekko.cluster.split-brain-resolver.down-all-when-unstable"))
        .isTrue();
  }

  @Test
  void aSingleNodeHasNoRemotingAndNoProbes() {
    ClusterSettings settings =
        of(Environment.SINGLE, 3, new NodeAddress("127.0.0.1", FreePorts.next()), List.of());
    try (TestNode node = TestNode.start(settings)) {
      ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(node.system());

      assertThat(classic.provider()).isInstanceOf(LocalActorRefProvider.class);
      assertThat(node.system().address().hasGlobalScope()).isFalse();
      assertThatThrownBy(node::probes).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void aStaticNodeIsReachedUnderItsAddressOnly() throws Exception {
    ClusterSettings settings = alone();
    try (TestNode node = TestNode.start(settings)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.up().equals(Set.of(settings.remoting().self().toString())));

      assertThat(node.address()).isEqualTo(settings.remoting().self());
      assertSafeAndBatched(node.system());
    }
  }

  @Test
  void aPodIsReadyOnceItIsInAndUntilItIsAboutToEnd() throws Exception {
    try (TestNode node = TestNode.start(pod(1))) {
      Awaitility.await().atMost(PATIENCE).until(() -> status(node.probes(), "/ready") == 200);
      assertThat(node.up()).hasSize(1).allMatch(name -> name.startsWith("carillon-0.nodes."));
      assertSafeAndBatched(node.system());
      assertThat(status(node.probes(), "/alive")).isEqualTo(200);
      assertThat(status(node.probes(), "/cluster/members")).isEqualTo(404);

      Readiness.of(node.system()).withdraw();

      assertThat(status(node.probes(), "/ready")).isEqualTo(500);
      assertThat(status(node.probes(), "/alive")).isEqualTo(200);
    }
  }

  @Test
  void aNodeThatWaitsInVainForTheMajorityEnds() {
    NodeAddress self = new NodeAddress("127.0.0.1", FreePorts.next());
    ClusterSettings settings =
        new ClusterSettings(
            Environment.STATIC,
            3,
            new Remoting(self, "", Optional.empty(), false),
            List.of(self),
            new Timing(Duration.ofSeconds(2), Duration.ofSeconds(1)),
            new Management(false, "127.0.0.1", 0));
    try (TestNode node = TestNode.start(settings)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.system().getWhenTerminated().toCompletableFuture().isDone());
    }
  }

  @Test
  void everyStartWithoutProtectionIsSaid() {
    NodeAddress self = new NodeAddress("127.0.0.1", FreePorts.next());
    ClusterSettings settings =
        new ClusterSettings(
            Environment.STATIC,
            1,
            new Remoting(self, "", Optional.empty(), true),
            List.of(self),
            TestNode.TIMING,
            new Management(false, "127.0.0.1", 0));
    Logger logger = (Logger) LoggerFactory.getLogger(Formation.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    try (TestNode node = TestNode.start(settings)) {
      Awaitility.await().atMost(PATIENCE).until(() -> node.up().size() == 1);
    } finally {
      logger.detachAppender(said);
    }

    assertThat(said.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .startsWith("carillon.cluster.insecure is on: whoever reaches " + self);
            });
  }

  @Test
  void aPodWithoutTheMajorityIsAliveAndNotReady() throws Exception {
    try (TestNode node = TestNode.start(pod(3))) {
      assertThat(status(node.probes(), "/alive")).isEqualTo(200);
      assertThat(status(node.probes(), "/ready")).isEqualTo(500);
      assertThat(node.up()).isEmpty();
    }
  }
}
