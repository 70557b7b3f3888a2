/**
 * How nodes are set up and reach each other: one {@code .conf} per shipped environment.
 *
 * <p>Knows Pekko's settings and nothing of HTTP. Start reading at {@link
 * io.carillon.clusterconfig.Environment}.
 */
package io.carillon.clusterconfig;
