package io.carillon.engine.connection;

import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Opening;
import io.carillon.engine.websocket.Deflate;
import io.carillon.engine.websocket.Handshake;
import io.carillon.engine.websocket.Header;
import io.carillon.engine.websocket.OriginPolicy;
import io.carillon.engine.websocket.Refusal;
import io.carillon.engine.websocket.RequestHead;
import io.carillon.engine.websocket.RequestHeadParser;
import io.carillon.engine.websocket.UpgradeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.util.ByteString;

/**
 * Reads the request head and decides: a WebSocket, plain HTTP, or an answer and the door.
 *
 * <p>Bounded by the parser (8 KiB, 64 headers) and by the listener's handshake timeout, counted
 * from accept.
 */
final class HandshakePhase implements Phase {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final ConnectionLogic logic;
  private final RequestHeadParser parser = new RequestHeadParser();
  private Cancellable timeout;

  HandshakePhase(ConnectionLogic logic) {
    this.logic = logic;
  }

  void start() {
    timeout = logic.after(logic.door.settings.handshakeTimeout(), this::onTimeout);
    logic.pull(logic.in);
  }

  @Override
  public void onPush() {
    RequestHeadParser.Result result = parser.receive(logic.grab(logic.in));
    if (result instanceof RequestHeadParser.Complete complete) {
      timeout.cancel();
      decide(complete);
    } else if (result instanceof RequestHeadParser.Malformed malformed) {
      refuse(Refusal.of(malformed));
    } else {
      logic.pull(logic.in);
    }
  }

  @Override
  public void onPull() {}

  @Override
  public void onUpstreamFinish() {
    timeout.cancel();
    logic.completeStage();
  }

  @Override
  public void ended() {
    timeout.cancel();
  }

  private void onTimeout() {
    if (logic.getHandler(logic.in) == this) {
      refuse(Refusal.requestTimeout());
    }
  }

  private void decide(RequestHeadParser.Complete complete) {
    RequestHead head = complete.head();
    Handshake.Verdict verdict = Handshake.check(head);
    if (verdict instanceof Handshake.Upgrade upgrade) {
      upgrade(upgrade.request(), complete.rest());
    } else if (verdict instanceof Handshake.Refused refused) {
      refuse(refused.refusal());
    } else if (!logic.takePlace()) {
      refuse(Refusal.serviceUnavailable(RETRY_AFTER_SECONDS));
    } else {
      HttpPhase http = new HttpPhase(logic);
      logic.become(http);
      http.start(complete.bytesRead());
    }
  }

  private void upgrade(UpgradeRequest request, ByteString rest) {
    ListenerSettings settings = logic.door.settings;
    if (!OriginPolicy.allows(settings.allowedOrigins(), request.origin())) {
      refuse(Refusal.forbiddenOrigin());
      return;
    }
    Optional<RouteTable.Found<Door.Behind>> route;
    try {
      route = logic.door.route(request.path());
    } catch (IllegalArgumentException e) {
      refuse(Refusal.badRequest("The path has a bad percent-escape."));
      return;
    }
    if (route.isEmpty()) {
      refuse(Refusal.notFound());
    } else if (!logic.takePlace()) {
      refuse(Refusal.serviceUnavailable(RETRY_AFTER_SECONDS));
    } else {
      open(request, rest, route.get());
    }
  }

  private void open(UpgradeRequest request, ByteString rest, RouteTable.Found<Door.Behind> found) {
    Optional<Deflate> deflate =
        logic.door.settings.compression()
            ? Deflate.negotiate(request.extensions())
            : Optional.empty();
    Optional<Opening> opening =
        found.behind().application().wantsOpening()
                || logic.door.lifecycles.want(Lifecycle.Event.OPEN)
            ? Optional.of(opening(request, found.parameters()))
            : Optional.empty();
    WebSocketPhase socket =
        new WebSocketPhase(logic, request.path(), found.behind(), opening, deflate);
    logic.become(socket);
    socket.start(Handshake.accept(request, deflate, Optional.empty()), rest);
  }

  private Opening opening(UpgradeRequest request, Map<String, String> parameters) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header each : request.head().headers()) {
      headers.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each.value());
    }
    return new Opening(
        logic.door.settings.name(),
        request.path(),
        parameters,
        request.query().orElse(""),
        headers,
        logic.remoteAddress());
  }

  private void refuse(Refusal refusal) {
    timeout.cancel();
    logic.answerAndClose(refusal.bytes());
  }
}
