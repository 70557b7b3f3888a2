package io.carillon.engine.node;

/**
 * How one node stands with another, as of about a second ago.
 *
 * @param isSuspect whether broadcasts wait only shortly for it
 * @param waiting broadcasts of which the other has not told its part, and for which somebody waits
 * @param unheard broadcasts sent to it of which it has said nothing, answered ones included: what
 *     may still be on its way there, in memory
 * @param unheardBytes their bytes
 */
public record Standing(boolean isSuspect, int waiting, int unheard, long unheardBytes) {}
