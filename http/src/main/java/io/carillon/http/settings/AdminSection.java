package io.carillon.http.settings;

import io.carillon.engine.message.Level;
import io.carillon.http.settings.AdminSettings.Access;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import java.time.Duration;
import java.util.Map;

/** Reads {@code carillon.admin}. */
final class AdminSection {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Map<String, Opcode> OPCODES = Words.of(Opcode.values());
  private static final Map<String, Level> LEVELS =
      Words.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED);

  private AdminSection() {}

  static AdminSettings read(Section section) {
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
                section.duration("timeout", LONGEST_WAIT)));
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

  private static Access readAccess(Section section) {
    return new Access(
        section.secret("token", Tokens::isToken, Tokens.EXPECTATION),
        section.number("failed-logins-per-minute", 0, 1_000_000, "a number of wrong tokens"),
        section.texts("allowed-hosts", Hosts::isHost, "host names without a port"),
        section.texts("allowed-origins", Hosts::isOrigin, Hosts.ORIGIN_EXPECTATION));
  }
}
