package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionIdTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 0x7fffffff, 0x80000000, 0xcafe})
  void carriesItsNode(int node) {
    ConnectionId id = ConnectionId.random(node);
    assertThat(id.node()).hasValue(node);
    assertThat(id.toString()).matches("[0-9a-f]{32}").startsWith(String.format("%08x", node));
    assertThat(ConnectionId.parse(id.toString())).contains(id);
    BroadcastId broadcast = BroadcastId.random(node);
    assertThat(broadcast.node()).isEqualTo(node);
    assertThat(BroadcastId.parse(broadcast.toString())).contains(broadcast);
  }

  @Test
  void isNeverTheSame() {
    Set<ConnectionId> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(ConnectionId.random(7));
    }
    assertThat(ids).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789abcdef",
        "0123456789abcdef0123456789abcdeg",
        "+123456789abcdef0123456789abcdef",
        " 123456789abcdef0123456789abcdef",
        "0x23456789abcdef0123456789abcdef",
        "01234567-89ab-cdef-0123-456789ab",
        "\uff10123456789abcdef0123456789abcde"
      })
  void readsNothingElseAsGenerated(String text) {
    assertThat(ConnectionId.parse(text).map(ConnectionId::node))
        .isIn(Optional.empty(), Optional.of(OptionalInt.empty()));
    assertThat(BroadcastId.parse(text)).isEmpty();
  }

  static Stream<String> names() {
    return Stream.of(
        "alice", "a b", "user:1/2?x=%", "\u00fc", "\ud83d\ude00".repeat(128), "x".repeat(128));
  }

  @ParameterizedTest
  @MethodSource("names")
  void maybeAnyShortText(String text) {
    assertThat(ConnectionId.parse(text)).contains(new ConnectionId(text));
    assertThat(ConnectionId.parse(text).orElseThrow()).hasToString(text);
  }

  static Stream<String> noNames() {
    return Stream.of(
        "", "x".repeat(129), "a\nb", "\u0000", "\u007f", "\u0085", "\ud83d", "\ude00\ud83d");
  }

  @ParameterizedTest
  @MethodSource("noNames")
  void isNeitherEmptyNorLongNorUnprintable(String text) {
    assertThat(ConnectionId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionId(text));
  }

  @Test
  void isOrderedAsItIsWritten() {
    ConnectionId low = ConnectionId.parse("7fffffffffffffffffffffffffffffff").orElseThrow();
    ConnectionId middle = ConnectionId.parse("80000000000000007fffffffffffffff").orElseThrow();
    ConnectionId high = ConnectionId.parse("80000000000000008000000000000000").orElseThrow();
    assertThat(low).isLessThan(middle);
    assertThat(middle).isLessThan(high);
    assertThat(high).isEqualByComparingTo(high);
  }
}
