package io.carillon.http.settings;

/**
 * What an embedded server gives its handlers; {@code carillon.server} in reference.conf holds the
 * defaults and their reasons.
 *
 * @param handlerThreads most handlers at once, where the JDK has no virtual threads
 * @param inboxMessages most messages kept of a connection until its handler takes them
 * @param inboxBytes most bytes of them, and one message
 * @param httpBodyBytes largest body of a request to its HTTP routes
 */
public record ServerSettings(
    int handlerThreads, int inboxMessages, int inboxBytes, int httpBodyBytes) {}
