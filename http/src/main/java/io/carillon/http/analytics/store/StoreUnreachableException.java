package io.carillon.http.analytics.store;

/** A store cannot be asked now; the next question may be answered. */
public final class StoreUnreachableException extends RuntimeException {
  public StoreUnreachableException(Throwable cause) {
    super("the store cannot be reached", cause);
  }
}
