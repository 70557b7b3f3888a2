package io.carillon.engine.replication;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.util.ByteString;

/** Which bucket a value is in, and what buckets are called between nodes. Immutable. */
final class Buckets {
  /** With fewer each would be large, and a bucket crosses to a new node whole. */
  static final int COUNT = 1024;

  /** With the version of what is in them, and of the rule which value is in which. */
  private static final String PREFIX = "carillon-global-1-";

  private final List<Key<LWWMap<String, ByteString>>> keys =
      IntStream.range(0, COUNT)
          .mapToObj(bucket -> LWWMapKey.<String, ByteString>create(PREFIX + bucket))
          .toList();
  private final Map<String, Integer> numbers = new HashMap<>();

  Buckets() {
    IntStream.range(0, COUNT).forEach(bucket -> numbers.put(keys.get(bucket).id(), bucket));
  }

  List<Key<LWWMap<String, ByteString>>> keys() {
    return keys;
  }

  Key<LWWMap<String, ByteString>> key(int bucket) {
    return keys.get(bucket);
  }

  int number(Key<?> key) {
    return numbers.get(key.id());
  }

  /** The bucket of a value: its hash is the same on all nodes (Java Language Specification). */
  int of(String name) {
    int hash = name.hashCode() * 0x9E3779B9; // near names apart
    return (hash >>> 16) % COUNT;
  }
}
