package io.carillon.engine.information;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts that an application keeps with a connection, by key.
 *
 * <p>Holds at most {@code information-keys} keys and {@code information-bytes} bytes of keys and
 * values as UTF-8; what would exceed either is refused and changes nothing. Written by the
 * connection's actor, by copying, so that any thread may {@linkplain #all read} it as it was at one
 * moment: that is how a search looks at a hundred thousand connections without asking one of them.
 */
public final class StoredInformation {
  private final int maxKeys;
  private final int maxBytes;
  private volatile SortedMap<String, String> all = Collections.emptySortedMap();
  private int bytes;

  /** Nothing yet. */
  public StoredInformation(int maxKeys, int maxBytes) {
    this.maxKeys = maxKeys;
    this.maxBytes = maxBytes;
  }

  /** Everything, by key; never changes. Any thread may ask. */
  public SortedMap<String, String> all() {
    return all;
  }

  /** Puts a value under a key; false if it would be too much. */
  public boolean put(String key, String value) {
    String old = all.get(key);
    int grown = bytes + length(value) - (old == null ? -length(key) : length(old));
    if (grown > maxBytes || old == null && all.size() >= maxKeys) {
      return false;
    }
    SortedMap<String, String> changed = new TreeMap<>(all);
    changed.put(key, value);
    become(changed, grown);
    return true;
  }

  /** Takes a key and its value away, if there is one. */
  public void remove(String key) {
    String old = all.get(key);
    if (old != null) {
      SortedMap<String, String> changed = new TreeMap<>(all);
      changed.remove(key);
      become(changed, bytes - length(key) - length(old));
    }
  }

  /** Takes everything away. */
  public void clear() {
    become(Collections.emptySortedMap(), 0);
  }

  private void become(SortedMap<String, String> changed, int newBytes) {
    bytes = newBytes;
    all =
        changed.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(changed);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
