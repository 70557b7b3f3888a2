package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broadcasts sent to one node of which it has said nothing: what may still be on its way there,
 * in memory.
 *
 * <p>A node takes in what it is sent in that order, so a word about one is a word about all before
 * it. Room for one broadcast, or for {@link #MOST_BYTES} and {@link #MOST_BROADCASTS}; then the
 * node is left out until it has spoken. Not thread-safe.
 */
final class Unheard {
  /** Four payloads of the largest body, 16 MiB. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  /** About as many as Artery holds for a node before it drops them. */
  static final int MOST_BROADCASTS = 3000;

  private final Map<BroadcastId, Long> bytesById = new LinkedHashMap<>();
  private long bytes;
  private BroadcastId last;

  boolean hasRoom(long more) {
    return bytesById.isEmpty()
        || (bytes + more <= MOST_BYTES && bytesById.size() < MOST_BROADCASTS);
  }

  void sent(BroadcastId id, long size) {
    if (bytesById.putIfAbsent(id, size) == null) {
      bytes += size;
      last = id;
    }
  }

  void heard(BroadcastId id) {
    if (!bytesById.containsKey(id)) {
      return;
    }
    Iterator<Map.Entry<BroadcastId, Long>> oldestFirst = bytesById.entrySet().iterator();
    boolean isBefore = true;
    while (isBefore) {
      Map.Entry<BroadcastId, Long> oldest = oldestFirst.next();
      isBefore = !oldest.getKey().equals(id);
      bytes -= oldest.getValue();
      oldestFirst.remove();
    }
  }

  int broadcasts() {
    return bytesById.size();
  }

  long bytes() {
    return bytes;
  }

  /** The one sent last; null before any was. */
  BroadcastId last() {
    return last;
  }
}
