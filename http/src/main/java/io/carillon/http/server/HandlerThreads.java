package io.carillon.http.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which handlers run, one for each connection whose handler has not returned.
 *
 * <p>Virtual threads where the JDK has them (21 and later), as many as the listeners let
 * connections in. Otherwise threads of a pool, at most {@code most}; beyond that a handler is
 * refused at once rather than queued: the ones before it may run for as long as their connections
 * live. Thread-safe.
 */
public final class HandlerThreads {
  private static final int VIRTUAL_SINCE = 21;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Optional<MethodHandle> VIRTUAL = virtual();

  private final ExecutorService threads;

  /** Threads of which at most {@code most} run at once, if they are not virtual. */
  public HandlerThreads(int most) {
    this.threads = VIRTUAL.map(HandlerThreads::invoke).orElseGet(() -> pool(most));
  }

  /** Whether handlers run on virtual threads here. */
  public static boolean areVirtual() {
    return VIRTUAL.isPresent();
  }

  /** Runs a handler; false if every thread is taken or {@link #stop} was called. */
  boolean run(Runnable handler) {
    try {
      threads.execute(handler);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Interrupts the handlers that still run; no further one will. */
  public void stop() {
    threads.shutdownNow();
  }

  private static ExecutorService pool(int most) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE.toSeconds(),
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "carillon-handler-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The language level is that of JDK 17, which cannot name this method. */
  private static Optional<MethodHandle> virtual() {
    if (Runtime.version().feature() < VIRTUAL_SINCE) {
      return Optional.empty(); // earlier JDKs have the method and refuse to run it
    }
    try {
      MethodType noArguments = MethodType.methodType(ExecutorService.class);
      return Optional.of(
          MethodHandles.publicLookup()
              .findStatic(Executors.class, "newVirtualThreadPerTaskExecutor", noArguments));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty();
    }
  }

  private static ExecutorService invoke(MethodHandle method) {
    try {
      return (ExecutorService) method.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
