package io.carillon.http.jobs;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What a template can say about the run it is filled in for.
 *
 * @param run its number, from 1
 * @param connections open connections of the target; 0 if nobody asked
 */
record Moment(String job, Instant at, ZoneId zone, long run, int connections) {}
