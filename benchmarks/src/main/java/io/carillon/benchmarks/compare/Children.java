package io.carillon.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes that a comparison has started, each stopped by its pid at the end.
 *
 * <p>Thread-safe: the end may be a shutdown hook. A process that does not end within 5 seconds of
 * being asked is killed.
 */
final class Children implements AutoCloseable {

  private static final int GRACE_SECONDS = 5;

  private final List<Process> running = new ArrayList<>();
  private boolean closed;

  /** The command line of a JVM like this one, on this class path. */
  static List<String> java(List<String> options, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    return command;
  }

  /** A program of the JDK this runs on. */
  static String tool(String name) {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + name;
  }

  /** Starts a process, unless the end has begun. */
  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("stopped");
    }
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /** Stops one process and waits until it is gone. */
  void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      running.remove(process);
    }
  }

  /** Runs a program to its end and answers what it printed; at most so many seconds. */
  String run(ProcessBuilder builder, long seconds) throws IOException {
    Process process = start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
    try {
      // What these programs print fits into the pipe unless they are stuck.
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException("not done after " + seconds + " s: " + builder.command().get(0));
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      stop(process);
    }
  }

  @Override
  public void close() {
    List<Process> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
    }
    left.forEach(Process::destroy);
    left.forEach(this::stop);
  }
}
