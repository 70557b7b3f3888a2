/**
 * Gatling simulations: a server, its clients and its publishers in one JVM, on loopback.
 *
 * <p>Every client checks what arrives: each publisher's messages once and in order. What it finds
 * is a row of the report and an assertion of the run. Start with {@link
 * io.carillon.benchmarks.simulation.ChatSimulation}.
 */
package io.carillon.benchmarks.simulation;
