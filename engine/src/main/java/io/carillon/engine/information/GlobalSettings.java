package io.carillon.engine.information;

/**
 * The bounds of the global values of a node.
 *
 * @param maxEntries most keys
 * @param maxBytes most bytes of keys, as UTF-8, and values together
 */
public record GlobalSettings(int maxEntries, int maxBytes) {}
