/**
 * The dialect {@code events} at work: who gets an event, what clients may relay, and the folder
 * from which other programs have events sent.
 *
 * <p>Start reading at {@link io.carillon.http.events.EventHub}.
 */
package io.carillon.http.events;
