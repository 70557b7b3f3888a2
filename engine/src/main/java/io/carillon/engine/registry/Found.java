package io.carillon.engine.registry;

/**
 * The answer to {@link Registry.Resolve}: who matches now.
 *
 * @param question what the question was called
 */
public record Found(long question, Members members) {}
