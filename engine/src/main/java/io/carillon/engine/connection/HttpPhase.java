package io.carillon.engine.connection;

import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Plain HTTP on a WebSocket port: passes the bytes through the listener's HTTP flow, the ones
 * already read first.
 *
 * <p>The flow runs inside this stage's actor; demand, completion and failure are passed on as they
 * come.
 */
final class HttpPhase implements Phase {
  private final ConnectionLogic logic;
  private final GraphStageLogic.SubSourceOutlet<ByteString> requests;
  private final GraphStageLogic.SubSinkInlet<ByteString> responses;
  private ByteString unread;

  HttpPhase(ConnectionLogic logic) {
    this.logic = logic;
    this.requests = logic.new SubSourceOutlet<>("Connection.requests");
    this.responses = logic.new SubSinkInlet<>("Connection.responses");
    requests.setHandler(new Requests());
    responses.setHandler(new Responses());
  }

  void start(ByteString alreadyRead) {
    unread = alreadyRead;
    Source.fromGraph(requests.source())
        .via(logic.door.http.apply(logic.remote))
        .runWith(responses.sink(), logic.inner());
    if (logic.isAvailable(logic.out)) {
      responses.pull();
    }
  }

  @Override
  public void onPush() {
    ByteString bytes = logic.grab(logic.in);
    if (requests.isAvailable()) {
      requests.push(bytes);
    }
  }

  @Override
  public void onPull() {
    responses.pull();
  }

  @Override
  public void onUpstreamFinish() {
    if (unread == null) {
      requests.complete();
    }
  }

  @Override
  public void onUpstreamFailure(Throwable cause) {
    requests.fail(cause);
  }

  @Override
  public void onDownstreamFinish(Throwable cause) {
    responses.cancel(cause);
    logic.completeStage();
  }

  private final class Requests extends AbstractOutHandler {
    @Override
    public void onPull() {
      if (unread != null) {
        ByteString first = unread;
        unread = null;
        requests.push(first);
        if (logic.isClosed(logic.in)) {
          requests.complete();
        }
      } else if (!logic.isClosed(logic.in)) {
        logic.pull(logic.in);
      }
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
      // The HTTP layer reads no more; its answer may still be on the way.
    }
  }

  private final class Responses extends AbstractInHandler {
    @Override
    public void onPush() {
      logic.push(logic.out, responses.grab());
    }

    @Override
    public void onUpstreamFinish() {
      LingerPhase linger = new LingerPhase(logic);
      logic.become(linger);
      linger.closeOurSide();
    }

    @Override
    public void onUpstreamFailure(Throwable cause) {
      logic.completeStage();
    }
  }
}
