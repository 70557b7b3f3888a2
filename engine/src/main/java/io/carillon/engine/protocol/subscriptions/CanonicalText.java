package io.carillon.engine.protocol.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The text by which filter values are compared, so that {@code "2"}, {@code 2} and {@code 2.0} are
 * one: a text is itself, a number its shortest decimal form, a boolean its word.
 */
final class CanonicalText {
  /** Further from the point than this, a number is written with an exponent. */
  private static final int MOST_ZEROS = 40;

  private CanonicalText() {}

  /** Empty if the value is neither text, number nor boolean. */
  static Optional<String> of(JsonNode value) {
    if (value.isTextual() || value.isBoolean()) {
      return Optional.of(value.asText());
    }
    return value.isNumber() ? Optional.of(of(value.decimalValue())) : Optional.empty();
  }

  private static String of(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return Math.abs((long) shortest.scale()) > MOST_ZEROS
        ? shortest.toString()
        : shortest.toPlainString();
  }
}
