/**
 * JSON subscriptions: what runs behind routes whose protocol is {@code subscriptions}.
 *
 * <p>Start reading at {@link io.carillon.http.subscriptions.Subscriptions}; the frames are read by
 * {@code engine.protocol.subscriptions}, who matches is known by the engine.
 */
package io.carillon.http.subscriptions;
