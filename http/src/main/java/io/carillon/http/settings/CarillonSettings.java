package io.carillon.http.settings;

import com.typesafe.config.Config;
import io.carillon.engine.EngineSettings;
import io.carillon.engine.connection.ListenerSettings;
import java.util.List;

/**
 * Everything under {@code carillon}, checked.
 *
 * @param listeners in the order of their names
 */
public record CarillonSettings(
    EngineSettings engine, List<ListenerSettings> listeners, AdminSettings admin) {

  public CarillonSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * Reads and checks the block {@code carillon} of a resolved configuration.
   *
   * @throws SettingsException naming every unknown key and every impossible value at once
   */
  public static CarillonSettings of(Config config) {
    Problems problems = new Problems();
    Section carillon = Section.root(config, "carillon", problems);
    EngineSettings engine = EngineSection.read(carillon.section("engine"));
    List<ListenerSettings> listeners = ListenerSections.read(carillon);
    AdminSettings admin = AdminSection.read(carillon.section("admin"));
    carillon.rejectUnknownKeys();
    problems.throwIfAny();
    return new CarillonSettings(engine, listeners, admin);
  }
}
