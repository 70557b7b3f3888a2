package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:1234, 10.0.0.1, 1234",
    "10.0.0.1, 10.0.0.1, 25520",
    "node-a.example.com:65535, node-a.example.com, 65535",
    "a, a, 25520"
  })
  void readsAHostAndItsPort(String text, String host, int port) {
    assertThat(NodeAddress.parse(text, 25520)).contains(new NodeAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":1", "a:", "a:0", "a:65536", "a:99999", "a:x", "a:1:2", "::1", "a b", "-a"})
  void readsNothingElse(String text) {
    assertThat(NodeAddress.parse(text, 25520)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.1.2.3, true",
    "localhost, true",
    "0.0.0.0, false",
    "192.0.2.1, false",
    "nobody.invalid, false"
  })
  void knowsWhatOnlyThisMachineReaches(String host, boolean loopback) {
    assertThat(NodeAddress.isLoopback(host)).isEqualTo(loopback);
  }
}
