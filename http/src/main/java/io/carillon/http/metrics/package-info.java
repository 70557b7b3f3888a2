/**
 * Meters for Prometheus: {@link io.carillon.http.metrics.MeterName} lists every one of them, {@link
 * io.carillon.http.metrics.Metrics} keeps and shows them.
 *
 * <p>Knows no engine; whoever has something to measure brings it here.
 */
package io.carillon.http.metrics;
