/**
 * From the name of a protocol in the configuration to the application behind a route.
 *
 * <p>Start reading at {@link io.carillon.http.dialect.Dialects}.
 */
package io.carillon.http.dialect;
