package io.carillon.engine.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A bound port. */
public interface Listener {
  String name();

  /** The address really bound, with the real port. */
  InetSocketAddress address();

  /** Stops accepting; open connections stay. */
  CompletionStage<Done> unbind();
}
