package io.carillon.http.settings;

import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;
import java.util.Map;

/** Reads {@code carillon.subscriptions}. */
final class SubscriptionSection {
  private static final Map<String, Validation> VALIDATION = Words.of(Validation.values());
  private static final int MANY = 1_000_000;

  private SubscriptionSection() {}

  static SubscriptionSettings read(Section section) {
    SubscriptionSettings settings =
        new SubscriptionSettings(
            section.word("validation", VALIDATION),
            section.secret("publisher-token", Tokens::isToken, Tokens.EXPECTATION),
            new SubscriptionLimits(
                section.number("max-subscriptions", 1, MANY, "a number of subscriptions"),
                section.number("max-filter-values", 1, MANY, "a number of keys and values"),
                section.bytes("max-subscribe-bytes", 128)));
    section.rejectUnknownKeys();
    return settings;
  }
}
