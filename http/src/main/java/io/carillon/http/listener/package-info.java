/**
 * What a listener's port answers to requests that are no WebSocket upgrade.
 *
 * <p>Knows Pekko HTTP and no engine: the engine is handed the finished flow.
 */
package io.carillon.http.listener;
