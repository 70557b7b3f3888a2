/**
 * The reference server on stock Pekko HTTP: its public WebSocket API and a broadcast hub.
 *
 * <p>Must not use the engine, nor anything of Pekko HTTP that its documentation does not show.
 * Start reading at {@link io.carillon.benchmarks.reference.pekkohttp.PekkoHttpServer}.
 */
package io.carillon.benchmarks.reference.pekkohttp;
