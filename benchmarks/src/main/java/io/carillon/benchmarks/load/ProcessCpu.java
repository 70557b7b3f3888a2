package io.carillon.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time that a process has used, user and system, from the kernel's own accounting.
 *
 * <p>Linux only. A sample sums {@code /proc/PID/task/TID/schedstat}, exact to the nanosecond; a
 * thread that ends between two samples takes its time with it, so a difference is a lower bound
 * when threads come and go. Servers under load keep theirs.
 */
public final class ProcessCpu {

  private final Map<String, Long> nanosByThread;

  private ProcessCpu(Map<String, Long> nanosByThread) {
    this.nanosByThread = nanosByThread;
  }

  /** Reads the present figures; of pid 0, none. */
  public static ProcessCpu sample(long pid) {
    Map<String, Long> nanos = new HashMap<>();
    for (Path task : pid == 0 ? List.<Path>of() : tasks(pid)) {
      try {
        String schedstat = Files.readString(task.resolve("schedstat"));
        nanos.put(task.toString(), Long.parseLong(schedstat.split(" ")[0]));
      } catch (IOException e) {
        continue; // a thread that has just ended
      }
    }
    return new ProcessCpu(nanos);
  }

  private static List<Path> tasks(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no process " + pid, e);
    }
  }

  /** Nanoseconds of CPU used between an earlier sample and this one. */
  public long nanosSince(ProcessCpu earlier) {
    long nanos = 0;
    for (Map.Entry<String, Long> thread : nanosByThread.entrySet()) {
      nanos += thread.getValue() - earlier.nanosByThread.getOrDefault(thread.getKey(), 0L);
    }
    return nanos;
  }
}
