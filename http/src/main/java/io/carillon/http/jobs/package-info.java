/**
 * Broadcasts that are sent by the clock: what a job is, when it is due, and the actor that runs
 * them.
 *
 * <p>Knows no HTTP and no configuration. Start reading at {@link io.carillon.http.jobs.Job}.
 */
package io.carillon.http.jobs;
