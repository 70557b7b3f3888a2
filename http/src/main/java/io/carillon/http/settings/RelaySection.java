package io.carillon.http.settings;

import io.carillon.http.settings.RelaySettings.Scope;
import java.util.Map;

/** Reads {@code carillon.relay}. */
final class RelaySection {
  private static final Map<String, Scope> SCOPES = Words.of(Scope.values());

  private RelaySection() {}

  static RelaySettings read(Section section) {
    RelaySettings settings =
        new RelaySettings(section.word("scope", SCOPES), section.onOff("to-sender"));
    section.rejectUnknownKeys();
    return settings;
  }
}
