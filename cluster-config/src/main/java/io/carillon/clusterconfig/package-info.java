/**
 * How nodes are set up and reach each other: one {@code .conf} per shipped environment, and the
 * formation of a cluster.
 *
 * <p>Knows Pekko's settings and nothing of what nodes say to each other, nor of HTTP but the port
 * of Pekko's probes. Start reading at {@link io.carillon.clusterconfig.Environment}, then {@link
 * io.carillon.clusterconfig.Formation}.
 */
package io.carillon.clusterconfig;
