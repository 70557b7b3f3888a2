package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceUnitTest {
  /** What a node of a cluster takes at most by its defaults, in seconds. */
  private static final int LONGEST_STOP = 32;

  private final Map<String, String> unit =
      DeployFile.of("systemd/carillon.service").lines().stream()
          .filter(line -> line.matches("[A-Za-z]+=.*"))
          .map(line -> line.split("=", 2))
          .collect(
              Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, next) -> one + ";" + next));

  @Test
  void startsAgainUnlessTheSettingsAreWrong() {
    assertThat(unit)
        .containsEntry("Restart", "always")
        .containsEntry("RestartPreventExitStatus", "2")
        .containsEntry("StartLimitIntervalSec", "0");
  }

  @Test
  void aNodeGetsTheTimeToLeave() {
    assertThat(unit).containsEntry("KillSignal", "SIGTERM");
    assertThat(Integer.parseInt(unit.get("TimeoutStopSec").replace("s", "")))
        .isGreaterThan(LONGEST_STOP);
  }

  @Test
  void mayOpenAFileForEveryConnectionThatTheListenerTakes() {
    assertThat(Integer.parseInt(unit.get("LimitNOFILE")))
        .isGreaterThan(Known.number("carillon.listener-defaults.max-connections") + 500);
  }

  @Test
  void isNotRootAndGainsNothing() {
    assertThat(unit)
        .containsEntry("User", "carillon")
        .containsEntry("NoNewPrivileges", "yes")
        .containsEntry("ProtectSystem", "strict")
        .containsEntry("CapabilityBoundingSet", "")
        .doesNotContainKey("MemoryDenyWriteExecute");
  }
}
