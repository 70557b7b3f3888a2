package io.carillon.http.server;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.ServerSettings;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all connections of one server share.
 *
 * @param rest what becomes of a peer's messages that no handler takes
 */
public record Service(
    Engine engine,
    ServerSettings inbox,
    HandlerThreads threads,
    LiveConnections connections,
    Function<Peer, Consumer<Message>> rest) {}
