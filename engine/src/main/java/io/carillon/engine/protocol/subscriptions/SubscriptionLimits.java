package io.carillon.engine.protocol.subscriptions;

/**
 * What one connection may ask for; a frame that asks for more is refused whole.
 *
 * @param subscriptions most in a set
 * @param filterValues most keys and values in the filters of one subscription, and most keys in
 *     those of a notification
 * @param bytes largest frame that subscribes
 */
public record SubscriptionLimits(int subscriptions, int filterValues, int bytes) {}
