/**
 * Group chat: what runs behind routes whose protocol is {@code relay}.
 *
 * <p>Start reading at {@link io.carillon.http.relay.Relay}.
 */
package io.carillon.http.relay;
