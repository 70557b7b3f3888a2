package io.carillon.engine.node;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A node that is there: what carries its number in ids, and whom to speak to.
 *
 * @param number as in {@link io.carillon.engine.message.ConnectionId#node}
 * @param address host and port at which other nodes reach it, if it has any
 */
public record Node(int number, Optional<String> address, ActorRef<NodeMessage> gateway) {
  public Node {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(gateway, "gateway");
  }

  /** The name under which a node appears in receipts: eight hex characters. */
  public static String name(int number) {
    return String.format("%08x", number);
  }

  /** The number of a node by the name that {@link #name} made. */
  public static int number(String name) {
    return HexFormat.fromHexDigits(name);
  }
}
