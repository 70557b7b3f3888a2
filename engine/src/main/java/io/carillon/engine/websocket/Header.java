package io.carillon.engine.websocket;

import java.util.Objects;

/**
 * One header field line (RFC 9110 §5): its name as it was sent and its value without the white
 * space around it. Bytes above 127 in a value are read as ISO 8859-1.
 */
public record Header(String name, String value) {
  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }
}
