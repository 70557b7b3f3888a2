package io.carillon.engine.connection;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import scala.jdk.javaapi.DurationConverters;

/**
 * Holds the current {@link Phase} and gives phases what only a stage may do. Runs on the stream's
 * thread but for {@link #later}.
 */
final class ConnectionLogic extends GraphStageLogic {
  final Inlet<ByteString> in;
  final Outlet<ByteString> out;
  final Door door;
  final InetSocketAddress remote;
  final SocketChannel channel;
  private final AsyncCallback<Runnable> callback = createAsyncCallback(Runnable::run);
  private Phase phase;
  private boolean hasPlace;

  ConnectionLogic(
      FlowShape<ByteString, ByteString> shape,
      Door door,
      InetSocketAddress remote,
      SocketChannel channel) {
    super(shape);
    this.in = shape.in();
    this.out = shape.out();
    this.door = door;
    this.remote = remote;
    this.channel = channel;
    become(new HandshakePhase(this));
  }

  @Override
  public void preStart() {
    ((HandshakePhase) phase).start();
  }

  @Override
  public void postStop() {
    phase.ended();
    leavePlace();
  }

  /** The peer as the socket sees it, {@code host:port}. */
  String remoteAddress() {
    return remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }

  /**
   * Takes one of the listener's places, to be kept until the stage stops or {@link #leavePlace};
   * false if there is none.
   */
  boolean takePlace() {
    hasPlace = door.enter();
    return hasPlace;
  }

  /** Gives the place back early: the connection is done with, only its socket lingers. */
  void leavePlace() {
    if (hasPlace) {
      hasPlace = false;
      door.leave();
    }
  }

  void become(Phase next) {
    phase = next;
    setHandler(in, next);
    setHandler(out, next);
  }

  /**
   * Runs a step on the stream's thread, soon; never if the stage has stopped. Any thread may call
   * it.
   */
  void later(Runnable step) {
    callback.invoke(step);
  }

  /** Runs a step on the stream's thread after a while. */
  Cancellable after(Duration delay, Runnable step) {
    return materializer().scheduleOnce(DurationConverters.toScala(delay), () -> later(step));
  }

  /** For streams inside this one that run on the same actor. */
  Materializer inner() {
    return subFusingMaterializer();
  }

  /** Sends a last answer, then closes the socket. */
  void answerAndClose(ByteString answer) {
    LingerPhase linger = new LingerPhase(this);
    become(linger);
    emit(out, answer, linger::closeOurSide);
  }
}
