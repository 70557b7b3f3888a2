package io.carillon.engine.replication;

/** Fails what most of the nodes did not answer: whether it is done nobody can tell. */
public final class NotReplicatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReplicatedException() {
    super("most nodes of the cluster do not answer");
  }
}
