package io.carillon.clusterconfig.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the deploy files say nothing that the program does not know. */
class SettingsTest {
  /** Ours, but for others than the program: who the nodes run as. */
  private static final Set<String> OF_COMPOSE = Set.of("CARILLON_UID", "CARILLON_GID");

  static List<DeployFile> settings() {
    return DeployFile.all("carillon.conf");
  }

  static List<DeployFile> everything() {
    return DeployFile.all("");
  }

  @Test
  void thereAreSettingsToCheck() {
    assertThat(settings()).hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyKeyOfSettingsHasADefault(DeployFile file) {
    assertThat(file.config().root().keySet()).containsExactly("carillon");
    for (Map.Entry<String, ConfigValue> entry : file.config().entrySet()) {
      String key = entry.getKey();
      // Whose names are the operator's own; the program refuses what it does not know there.
      if (!key.startsWith("carillon.listeners.main.routes.")) {
        assertThat(Known.DEFAULTS.hasPathOrNull(key)).as(key).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void everyVariableSetsAKey(DeployFile file) {
    Set<String> variables = new TreeSet<>(file.found("\\b(CARILLON_[A-Z_]*[A-Z])"));
    variables.removeAll(OF_COMPOSE);

    assertThat(Known.variables()).hasSizeGreaterThan(5);
    assertThat(variables).isSubsetOf(Known.variables());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void everyKeyThatIsNamedExists(DeployFile file) {
    for (String key : file.found("\\b(carillon\\.[a-z][a-z-]*\\.[a-z.-]*[a-z])\\b")) {
      assertThat(Known.DEFAULTS.hasPathOrNull(key)).as(key).isTrue();
    }
  }
}
