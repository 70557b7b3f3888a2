package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Opening;
import io.carillon.engine.connection.Route;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which application a path leads to, and what it is told of the path. */
@ExtendWith(NoErrorsLogged.class)
class RoutesIT {
  private static final RouteSettings SETTINGS =
      new RouteSettings(Protocol.RAW, OverflowPolicy.DROP_NEWEST);

  private final List<String> made = new CopyOnWriteArrayList<>();
  private final Tuning tuning = new Tuning();

  /** Greets with its pattern and the parameters. */
  private Application greeting(Route route) {
    made.add(route.pattern());
    return peer -> {
      Opening opening = peer.opening();
      peer.push(Message.text(route.pattern() + " " + opening.parameters()));
      return message -> {};
    };
  }

  private TestNode start(String... patterns) {
    for (String pattern : patterns) {
      tuning.routes = new HashMap<>(tuning.routes);
      tuning.routes.put(pattern, SETTINGS);
    }
    tuning.applications = this::greeting;
    return tuning.start();
  }

  @Test
  void aPatternGivesItsParametersAndThePathIsTheRoute() {
    try (TestNode node = start("/chat/{room}", "/chat/lobby")) {
      assertThat(made).containsExactlyInAnyOrder("/echo", "/chat/{room}", "/chat/lobby", "*");
      assertThat(greeting(node, "/chat/a%20b")).isEqualTo("/chat/{room} {room=a b}");
      assertThat(greeting(node, "/chat/lobby")).isEqualTo("/chat/lobby {}");
      assertThat(greeting(node, "/chat/")).isEqualTo("* {}");
      try (TestPeers peers = new TestPeers(node.port())) {
        peers.open("/chat/one");
        peers.open("/chat/two");
        assertThat(TestNode.await(node.engine.routes()))
            .containsExactlyInAnyOrder("/chat/one", "/chat/two");
        assertThat(TestNode.await(node.engine.connectionCount(Optional.of("/chat/one")))).isOne();
      }
    }
  }

  @Test
  void aPathThatFitsNothingIs404WhereUnknownRoutesAreRejected() {
    tuning.acceptUnknownRoutes = false;
    try (TestNode node = start("/chat/{room}")) {
      assertThat(made).containsExactlyInAnyOrder("/echo", "/chat/{room}");
      assertThat(status(node, "/chat")).isEqualTo(404);
      assertThat(status(node, "/chat/a/b")).isEqualTo(404);
      assertThat(status(node, "/chat/a")).isEqualTo(101);
    }
  }

  @Test
  void aBadEscapeIs400() {
    try (TestNode node = start("/chat/{room}")) {
      assertThat(status(node, "/chat/%zz")).isEqualTo(400);
      assertThat(status(node, "/chat/%ff")).isEqualTo(400);
      assertThat(status(node, "/other/%zz")).isEqualTo(101);
    }
  }

  @Test
  void patternsThatCannotBeUsedStopTheStart() {
    tuning.routes = Map.of("/chat/{room", SETTINGS);
    assertThatThrownBy(tuning::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route /chat/{room: ");
  }

  private static int status(TestNode node, String path) {
    try (RawPeer peer = new RawPeer(node.port())) {
      return peer.send(RawPeer.request(path)).readStatus();
    }
  }

  private static String greeting(TestNode node, String path) {
    try (RawPeer peer = RawPeer.open(node.port(), path)) {
      return peer.readFrame().text();
    }
  }
}
