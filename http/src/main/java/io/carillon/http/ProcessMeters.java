package io.carillon.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.clusterconfig.TlsFiles;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The meters that show what the process runs short of: files, memory, the time that its certificate
 * lasts. What takes a look at files is read on threads that may block.
 */
final class ProcessMeters {
  private volatile long openFiles;
  private volatile long certificateSeconds;

  private ProcessMeters() {}

  static void show(ActorSystem<?> system, ClusterSettings cluster, Metrics metrics) {
    ProcessMeters meters = new ProcessMeters();
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    showProcess(metrics);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      // Counts the entries of a folder, one for each connection.
      metrics.beforeEachScrape(
          () ->
              CompletableFuture.runAsync(
                  () -> meters.openFiles = unix.getOpenFileDescriptorCount(), blocking));
      metrics.gauge(MeterName.OPEN_FILES, () -> meters.openFiles);
      metrics.gauge(MeterName.MAX_FILES, unix::getMaxFileDescriptorCount);
    }
    if (cluster.environment().isClustered()) {
      cluster.remoting().tls().ifPresent(files -> meters.showTls(files, metrics, blocking));
    }
  }

  private static void showProcess(Metrics metrics) {
    double start = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
    metrics.gauge(MeterName.START_TIME, () -> start);
    metrics.gauge(MeterName.HEAP_LIVE, ProcessMeters::liveHeap);
    metrics.gauge(MeterName.HEAP_MAX, () -> Runtime.getRuntime().maxMemory());
  }

  private static long liveHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private void showTls(TlsFiles files, Metrics metrics, Executor blocking) {
    metrics.beforeEachScrape(
        () -> CompletableFuture.runAsync(() -> certificateSeconds = remaining(files), blocking));
    metrics.gauge(MeterName.CERTIFICATE_REMAINING, () -> certificateSeconds);
  }

  private static long remaining(TlsFiles files) {
    return files.end().map(end -> Duration.between(Instant.now(), end).toSeconds()).orElse(0L);
  }
}
