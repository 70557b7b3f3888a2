package io.carillon.engine.connection;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Tcp;

/** A port bound with Pekko Streams TCP; each accepted socket gets a {@link ConnectionStage}. */
final class TcpListener implements Listener {
  private final String name;
  private final Tcp.ServerBinding binding;

  private TcpListener(String name, Tcp.ServerBinding binding) {
    this.name = name;
    this.binding = binding;
  }

  static CompletionStage<Listener> bind(ActorSystem<?> system, Door door) {
    ListenerSettings settings = door.settings;
    AcceptedSockets sockets = new AcceptedSockets();
    Materializer materializer = Materializer.matFromSystem(system);
    boolean halfClose = true; // lets a close frame be read before the socket goes
    return Tcp.get(system)
        .bind(
            settings.host(),
            settings.port(),
            settings.backlog(),
            List.of(sockets),
            halfClose,
            Optional.empty())
        .to(Sink.foreach(each -> accept(each, door, sockets, materializer)))
        .run(materializer)
        .thenApply(binding -> new TcpListener(settings.name(), binding));
  }

  private static void accept(
      Tcp.IncomingConnection connection,
      Door door,
      AcceptedSockets sockets,
      Materializer materializer) {
    InetSocketAddress remote = connection.remoteAddress();
    connection.handleWith(
        Flow.fromGraph(new ConnectionStage(door, remote, sockets.take(remote))), materializer);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  @Override
  public CompletionStage<Done> unbind() {
    return binding.unbind().thenApply(done -> Done.getInstance());
  }
}
