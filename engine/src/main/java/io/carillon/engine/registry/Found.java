package io.carillon.engine.registry;

/**
 * Who matches now: the one answer to {@link Registry.Resolve}.
 *
 * @param question what the question was called
 */
public record Found(long question, Members members) implements Resolver.Command {}
