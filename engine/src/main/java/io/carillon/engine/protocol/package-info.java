/**
 * Application dialects by name, and their codecs as pure functions.
 *
 * <p>Knows no connection and no actor. Start reading at {@link
 * io.carillon.engine.protocol.Protocol}.
 */
package io.carillon.engine.protocol;
