package io.carillon.engine.node;

/**
 * Something that every node can be asked about itself.
 *
 * @param name unique, with the version of its layouts, as in {@code count-1}
 */
public record Question<Q, A>(String name, Layout<Q> arguments, Layout<A> answer) {}
