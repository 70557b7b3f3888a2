package io.carillon.http.server;

import io.carillon.engine.Engine;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.ServerSettings;
import java.util.function.Consumer;

/**
 * What all connections of one server share.
 *
 * @param rest what becomes of messages that no handler takes
 */
public record Service(
    Engine engine,
    ServerSettings inbox,
    HandlerThreads threads,
    LiveConnections connections,
    Consumer<Message> rest) {}
