/**
 * The WebSocket protocol, server side, as plain code without IO: the request head (RFC 9112), the
 * opening handshake and the frames (RFC 6455) and permessage-deflate (RFC 7692).
 *
 * <p>Bytes go in, events and bytes come out. Knows no actor, no stream, no socket, no clock and no
 * thread: who owns a deadline, a write or a route is the caller. Whatever a peer sends ends in an
 * event or a refusal, never in an exception. Start reading at {@link
 * io.carillon.engine.websocket.Session} for what comes in and {@link
 * io.carillon.engine.websocket.Frames} for what goes out; {@link
 * io.carillon.engine.websocket.RequestHeadParser} and {@link
 * io.carillon.engine.websocket.Handshake} come before both.
 */
package io.carillon.engine.websocket;
