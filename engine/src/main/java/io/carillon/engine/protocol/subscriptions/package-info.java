/**
 * JSON subscriptions as pure functions: a message in, what it asks for out.
 *
 * <p>Start reading at {@link io.carillon.engine.protocol.subscriptions.SubscriptionCodec}. The
 * shapes themselves are in {@code subscribe.schema.json} and {@code notify.schema.json} beside it.
 */
package io.carillon.engine.protocol.subscriptions;
