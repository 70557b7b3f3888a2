package io.carillon.http.settings;

import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;

/**
 * Routes whose protocol is {@code subscriptions}; {@code carillon.subscriptions} in reference.conf
 * holds the defaults and their reasons.
 *
 * @param publisherToken what publishers must bring; empty asks for none
 */
public record SubscriptionSettings(
    Validation validation, String publisherToken, SubscriptionLimits limits) {

  /** Everything but the token, which must reach no log. */
  @Override
  public String toString() {
    return "SubscriptionSettings[validation="
        + validation
        + ", publisherToken="
        + (publisherToken.isEmpty() ? "none" : "hidden")
        + ", limits="
        + limits
        + "]";
  }
}
