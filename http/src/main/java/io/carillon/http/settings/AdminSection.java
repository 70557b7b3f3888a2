package io.carillon.http.settings;

import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Target;
import io.carillon.http.settings.AdminSettings.Access;
import io.carillon.http.settings.AdminSettings.Everybody;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads {@code carillon.admin}. */
final class AdminSection {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Map<String, Opcode> OPCODES = Words.of(Opcode.values());
  private static final Map<String, Level> LEVELS =
      Words.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED);

  private AdminSection() {}

  static AdminSettings read(Section section, List<ListenerSettings> listeners) {
    String host = section.text("host", Hosts::isHost, Hosts.EXPECTATION);
    AdminSettings settings =
        new AdminSettings(
            section.onOff("enabled"),
            host,
            section.number("port", 0, 65535, "a port"),
            readAccess(section),
            section.bytes("max-body-bytes", 1),
            new SendDefaults(
                section.word("opcode", OPCODES),
                section.word("level", LEVELS),
                section.duration("timeout", LONGEST_WAIT)),
            new Everybody(
                everybody(section, "frankenphp-listener", listeners),
                everybody(section, "gateway-listener", listeners)));
    if (settings.access().token().isEmpty() && !host.isEmpty()) {
      section.text(
          "host",
          Hosts::isLoopback,
          "a loopback address as long as no token is set; set carillon.admin.token or"
              + " CARILLON_ADMIN_TOKEN, or bind 127.0.0.1");
    }
    section.rejectUnknownKeys();
    return settings;
  }

  private static Target everybody(Section section, String key, List<ListenerSettings> listeners) {
    List<String> names = listeners.stream().map(ListenerSettings::name).toList();
    String name =
        section.text(
            key,
            text -> text.isEmpty() || names.contains(text),
            "\"\" or the name of a listener: " + String.join(", ", names));
    return name.isEmpty() ? Target.all() : Target.listener(name);
  }

  private static Access readAccess(Section section) {
    return new Access(
        section.secret("token", Tokens::isToken, Tokens.EXPECTATION),
        section.number("failed-logins-per-minute", 0, 1_000_000, "a number of wrong tokens"),
        section.texts("allowed-hosts", Hosts::isHost, "host names without a port"),
        section.texts("allowed-origins", Hosts::isOrigin, Hosts.ORIGIN_EXPECTATION));
  }
}
