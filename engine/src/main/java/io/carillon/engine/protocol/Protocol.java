package io.carillon.engine.protocol;

import java.util.Locale;

/**
 * The dialects that a configuration can name for a route, by their names in lower case. What stands
 * behind a name is decided where the configuration is read.
 */
public enum Protocol {
  /** The server has nothing to say: messages are counted and dropped. */
  RAW,
  /** Every message comes back as it was. */
  ECHO,
  /** Clients subscribe to pages, and get the notifications that match. */
  SUBSCRIPTIONS,
  /** Named events with a payload, to everybody on the listener. */
  EVENTS,
  /** Figures and events of a site's visitors, to whoever watches. */
  ANALYTICS,
  /** What a client says goes to all as it was. */
  RELAY;

  /** Its name as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
