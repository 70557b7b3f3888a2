/**
 * The admin API of frankenphp_ws, so that its callers need not change: same paths, same JSON, same
 * status codes, with a count that is true.
 *
 * <p>Where it differs on purpose: empty lists are {@code []}, an empty message can be sent to one
 * connection, and an unknown connection never gets tags. Start reading at {@link
 * io.carillon.http.frankenphp.FrankenphpApi}.
 */
package io.carillon.http.frankenphp;
