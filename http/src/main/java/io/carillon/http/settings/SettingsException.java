package io.carillon.http.settings;

import java.util.List;

/** The configuration cannot be used; says why, one line per problem, for the operator to read. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One readable line each; never empty. */
  public List<String> problems() {
    return problems;
  }
}
