package io.carillon.engine.node;

import io.carillon.engine.message.BroadcastId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * The pieces of messages that have not arrived in full.
 *
 * <p>Holds at most {@link #MOST_BYTES} bytes, room for a whole message being set aside with its
 * first piece, and at most {@link #MOST_MESSAGES}; a message that would exceed either is refused
 * with all its pieces, for as long as they come. What no piece has come of for {@link #LONGEST} is
 * forgotten. Not thread-safe.
 */
public final class PieceStore {
  /** Four messages of the largest body, 16 MiB. */
  static final long MOST_BYTES = (long) Pieces.MOST_PIECES * Pieces.MOST_BYTES;

  static final int MOST_MESSAGES = 1000;

  /** Longer than a node is away before it counts as lost. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** What has become of a message by a piece. */
  public enum State {
    WAITING,
    COMPLETE,
    /** There is no room for it, or its pieces do not belong together. */
    REFUSED
  }

  private static final class Partial {
    final ByteString[] pieces;
    final boolean isRefused;
    int missing;
    long touchedNanos;

    Partial(int of, boolean isRefused) {
      this.pieces = new ByteString[isRefused ? 0 : of];
      this.isRefused = isRefused;
      this.missing = of;
    }

    long reserved() {
      return (long) pieces.length * Pieces.MOST_BYTES;
    }
  }

  private final LongSupplier nanoTime;
  private final Map<BroadcastId, Partial> partials = new LinkedHashMap<>();
  private long reserved;

  /**
   * An empty store.
   *
   * @param nanoTime the clock
   */
  public PieceStore(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Takes a piece; where it completes its message, {@link #take} has it. */
  public State add(NodeMessage.Piece piece) {
    forgetOld();
    Partial partial = partials.remove(piece.id());
    if (partial == null) {
      if (partials.size() >= MOST_MESSAGES) {
        return State.REFUSED;
      }
      partial = begin(piece);
    }
    partial.touchedNanos = nanoTime.getAsLong();
    partials.put(piece.id(), partial);
    return partial.isRefused ? State.REFUSED : add(piece, partial);
  }

  /** The bytes of a complete message, which are not kept any longer. */
  public ByteString take(BroadcastId id) {
    Partial partial = partials.remove(id);
    reserved -= partial.reserved();
    ByteStringBuilder all = new ByteStringBuilder();
    for (ByteString piece : partial.pieces) {
      all.append(piece);
    }
    return all.result();
  }

  /** The numbers of the pieces that have not come; empty if none has, or nothing is to come. */
  public List<Integer> missing(BroadcastId id) {
    Partial partial = partials.get(id);
    return partial == null
        ? List.of()
        : IntStream.range(0, partial.pieces.length)
            .filter(number -> partial.pieces[number] == null)
            .boxed()
            .toList();
  }

  /** Whether pieces of this message were refused, and may still come. */
  public boolean isRefused(BroadcastId id) {
    return Optional.ofNullable(partials.get(id)).filter(partial -> partial.isRefused).isPresent();
  }

  /** Forgets what has waited too long. */
  public void forgetOld() {
    long now = nanoTime.getAsLong();
    Iterator<Partial> oldestFirst = partials.values().iterator();
    while (oldestFirst.hasNext()) {
      Partial partial = oldestFirst.next();
      if (now - partial.touchedNanos < LONGEST.toNanos()) {
        return;
      }
      reserved -= partial.reserved();
      oldestFirst.remove();
    }
  }

  /** How many have begun to arrive, refused ones included. */
  public int messages() {
    return partials.size();
  }

  /** The bytes set aside. */
  public long reserved() {
    return reserved;
  }

  private Partial begin(NodeMessage.Piece piece) {
    boolean fits =
        piece.of() > 0
            && piece.of() <= Pieces.MOST_PIECES
            && reserved + (long) piece.of() * Pieces.MOST_BYTES <= MOST_BYTES;
    Partial partial = new Partial(piece.of(), !fits);
    reserved += partial.reserved();
    return partial;
  }

  private State add(NodeMessage.Piece piece, Partial partial) {
    boolean belongs =
        piece.of() == partial.pieces.length
            && piece.number() >= 0
            && piece.number() < piece.of()
            && piece.bytes().length() <= Pieces.MOST_BYTES;
    if (!belongs) {
      return State.REFUSED;
    }
    if (partial.pieces[piece.number()] == null) {
      partial.pieces[piece.number()] = piece.bytes();
      partial.missing--;
    }
    return partial.missing == 0 ? State.COMPLETE : State.WAITING;
  }
}
