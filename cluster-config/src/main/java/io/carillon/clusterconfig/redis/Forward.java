package io.carillon.clusterconfig.redis;

/**
 * Which node of several hands a message of Redis on. What is for analytics clients each hands to
 * its own in any case: nobody knows them but the node that has them.
 */
public enum Forward {
  /** Each one, to the connections that it has itself. */
  EACH,
  /** One alone, to the connections of all. */
  LEADER
}
