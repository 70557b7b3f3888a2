package io.carillon.engine.connection;

import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.registry.Registry;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What all listeners of an engine share.
 *
 * @param outbox bounds of every outbox, but for what routes say themselves
 * @param lifecycles who is told of connections
 */
public record Shared(
    ActorRef<Registry.Command> registry,
    Lanes lanes,
    Patience patience,
    OutboxSettings outbox,
    Lifecycles lifecycles) {}
