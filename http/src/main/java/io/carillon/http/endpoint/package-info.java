/**
 * Requests, answers and the table between them: what an HTTP API of ours is made of.
 *
 * <p>An {@link io.carillon.http.endpoint.Endpoint} is one row of data; the table finds the row, a
 * {@link io.carillon.http.endpoint.Call} is what its handler sees, and whatever is wrong with a
 * request is thrown as a {@link io.carillon.http.endpoint.Refusal}. Knows no engine and no port.
 */
package io.carillon.http.endpoint;
