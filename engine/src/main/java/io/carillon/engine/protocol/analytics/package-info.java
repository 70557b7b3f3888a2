/**
 * The dialect of the analytics socket: figures and events to the client, two requests from it.
 *
 * <p>Pure: knows no connection, no store and no clock. Start reading at {@link
 * io.carillon.engine.protocol.analytics.AnalyticsCodec}; docs/protocol/analytics.md shows every
 * message.
 */
package io.carillon.engine.protocol.analytics;
