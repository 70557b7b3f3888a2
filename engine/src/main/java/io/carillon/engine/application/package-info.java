/**
 * What runs behind a route, and how it and a WebSocket talk to each other.
 *
 * <p>Knows no actor, no stream and no HTTP. Start reading at {@link
 * io.carillon.engine.application.Application}.
 */
package io.carillon.engine.application;
