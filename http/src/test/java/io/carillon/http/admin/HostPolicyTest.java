package io.carillon.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPolicyTest {
  private final HostPolicy loopback = new HostPolicy("127.0.0.1", List.of("admin.example.com"));
  private final HostPolicy everywhere = new HostPolicy("0.0.0.0", List.of());
  private final HostPolicy one = new HostPolicy("fd00::1", List.of());

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "localhost:2019, true",
    "LOCALHOST:1, true",
    "127.0.0.1, true",
    "127.0.0.1:2019, true",
    "[::1], true",
    "[::1]:2019, true",
    "admin.example.com, true",
    "Admin.Example.Com:443, true",
    "'', false",
    "evil.example, false",
    "evil.example:2019, false",
    "localhost.evil.example, false",
    "localhost., false",
    "127.0.0.1.evil.example, false",
    "evil.admin.example.com, false",
    "127.0.0.2, false",
    "10.0.0.1:2019, false",
    "'localhost, evil.example', false",
    "'[::1', false",
    "localhost:evil, false"
  })
  void takesOnlyNamesOfItsOwn(String host, boolean allowed) {
    assertThat(loopback.allows(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:2019, true",
    "[fd00::2]:2019, true",
    "0.0.0.0, true",
    "evil.example, false",
    "10.0.0.1.evil.example, false"
  })
  void takesAnyAddressButNoNameIfBoundToAllInterfaces(String host, boolean allowed) {
    assertThat(everywhere.allows(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"[fd00::1], true", "[fd00::1]:2019, true", "[fd00::2], false"})
  void takesTheBoundHost(String host, boolean allowed) {
    assertThat(one.allows(host)).isEqualTo(allowed);
  }
}
