/**
 * What a program sees of the connections to a server it embeds, and what runs its handlers.
 *
 * <p>Start reading at {@link io.carillon.http.server.Connection}.
 */
package io.carillon.http.server;
