package io.carillon.engine.protocol.subscriptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The frames that the document of this protocol shows. */
final class Examples {
  static final Path PROTOCOL = Path.of(System.getProperty("carillon.root"), "docs", "protocol");

  private Examples() {}

  /** The text of {@code docs/protocol/examples/subscriptions-NAME.json}. */
  static String text(String name) {
    return read(PROTOCOL.resolve("examples").resolve("subscriptions-" + name + ".json"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
