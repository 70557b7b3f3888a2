/**
 * Global values on all nodes of a cluster: what {@link io.carillon.engine.information.GlobalValues}
 * is for one node, {@link io.carillon.engine.replication.ReplicatedValues} is for all, on Pekko's
 * distributed data. Knows no connections.
 */
package io.carillon.engine.replication;
