/**
 * Application dialects as pure functions: a message in, a reaction out.
 *
 * <p>Knows no connection and no actor. Start reading at {@link
 * io.carillon.engine.protocol.Protocol}.
 */
package io.carillon.engine.protocol;
