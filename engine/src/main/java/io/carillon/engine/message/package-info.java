/**
 * The words that all parts of the engine share: ids, targets, messages, levels, receipts and close
 * codes.
 *
 * <p>Immutable values only. Knows no actor's behaviour, no socket and no wire format. Start reading
 * at {@link io.carillon.engine.message.Receipt}, the product.
 */
package io.carillon.engine.message;
