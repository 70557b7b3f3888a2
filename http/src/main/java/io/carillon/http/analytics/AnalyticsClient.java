package io.carillon.http.analytics;

import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.analytics.AnalyticsCodec;
import io.carillon.engine.protocol.analytics.AnalyticsRequest;
import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.metrics.MeterName;
import java.util.Locale;

/**
 * One client of the analytics socket.
 *
 * <p>Joins the audience once its first figures are on their way, or could not be read. Requests for
 * figures that come while some are being read are answered together, once, when those are there: a
 * client that asks without end has one reading under way.
 */
final class AnalyticsClient implements Conversation {
  private final AnalyticsSocket socket;
  private final Peer peer;
  private boolean isReading;
  private boolean isAskedAgain;
  private boolean isClosed;

  AnalyticsClient(AnalyticsSocket socket, Peer peer) {
    this.socket = socket;
    this.peer = peer;
  }

  @Override
  public void onMessage(Message message) {
    AnalyticsRequest request = AnalyticsCodec.read(message);
    switch (request) {
      case REFRESH_STATS -> refresh();
      case PING -> push(AnalyticsCodec.pong(socket.now()), "pong");
      case EMPTY, BINARY, INVALID, UNKNOWN ->
          socket
              .metrics()
              .count(MeterName.IGNORED_MESSAGES, request.name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public void onClose(int code, String reason) {
    synchronized (this) {
      isClosed = true;
      socket.audience().leave(peer);
    }
    socket.closed();
  }

  /** Reads the figures and sends them to this client. */
  void refresh() {
    synchronized (this) {
      isAskedAgain = isReading;
      if (isReading) {
        return;
      }
      isReading = true;
    }
    read();
  }

  private void read() {
    socket.readStats(this::answer);
  }

  private void answer(AnalyticsStats stats) {
    boolean again;
    synchronized (this) {
      if (!isClosed) {
        socket.audience().join(peer, () -> push(stats));
      }
      again = isAskedAgain && !isClosed;
      isAskedAgain = false;
      isReading = again;
    }
    if (again) {
      read();
    }
  }

  private void push(AnalyticsStats stats) {
    if (stats == null) {
      socket.metrics().count(MeterName.UNSENT_MESSAGES, "initial_stats");
    } else {
      push(AnalyticsCodec.initialStats(stats), "initial_stats");
    }
  }

  private void push(Message message, String kind) {
    if (peer.push(message) instanceof PushResult.Refused && peer.isOpen()) {
      socket.metrics().count(MeterName.UNSENT_MESSAGES, kind);
    }
  }
}
