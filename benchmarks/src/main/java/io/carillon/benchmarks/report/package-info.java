/**
 * What a comparison found, for people and for programs: tables, charts, and which of the figures
 * that Carillon must reach it has reached.
 *
 * <p>Must not start a server or a client. Start reading at {@link
 * io.carillon.benchmarks.report.Report}.
 */
package io.carillon.benchmarks.report;
