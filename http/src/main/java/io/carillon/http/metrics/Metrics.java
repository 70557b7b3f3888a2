package io.carillon.http.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters of one server, and how Prometheus sees them. Thread-safe.
 *
 * <p>Values of tags come from outside, so they are bounded: a hundred of each tag are kept apart,
 * all others are counted under {@code other}. A value that was not counted for an hour may lose its
 * place to another; it is not shown any more then, and begins at 0 should it come back.
 */
public final class Metrics {
  /** Longest wait for figures that are read when Prometheus asks; older ones are shown then. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<MeterName, MultiGauge> multiGauges = new ConcurrentHashMap<>();
  private final Map<String, TagValues> tagValues = new ConcurrentHashMap<>();

  /** The registry alone would let them be collected. */
  private final List<Supplier<Number>> shown = new CopyOnWriteArrayList<>();

  private final List<Supplier<CompletionStage<?>>> readings = new CopyOnWriteArrayList<>();

  private final LongSupplier nanos;

  /** No meters yet. */
  public Metrics() {
    this(System::nanoTime);
  }

  Metrics(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Keeps places for these values of a meter's one tag, whatever else is counted before them. */
  public void expect(MeterName name, Collection<String> values) {
    values.forEach(value -> fixed(name, value));
  }

  /** Shows a number that is asked for when Prometheus asks, under these values of the tags. */
  public void gauge(MeterName name, Supplier<Number> value, String... values) {
    Gauge.builder(name.text(), value)
        .description(name.description())
        .tags(fixed(name, values))
        .register(registry);
  }

  /**
   * Shows a number that only grows, and is asked for when Prometheus asks, under these values of
   * the meter's tags.
   */
  public void counter(MeterName name, Supplier<Number> value, String... values) {
    FunctionCounter.builder(name.text(), value, each -> each.get().doubleValue())
        .description(name.description())
        .tags(fixed(name, values))
        .register(registry);
    shown.add(value);
  }

  /** Shows a number for each of a few values of the meter's one tag; those of before are gone. */
  public void gauges(MeterName name, Map<String, Long> values) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    values.forEach(
        (value, number) ->
            rows.add(
                MultiGauge.Row.of(
                    Tags.of(name.tags().get(0), TagValues.cut(value)), (Number) number)));
    multiGauges.computeIfAbsent(name, this::multiGauge).register(rows, true);
  }

  private MultiGauge multiGauge(MeterName name) {
    return MultiGauge.builder(name.text()).description(name.description()).register(registry);
  }

  /** Counts one more, under these values of the meter's tags. */
  public void count(MeterName name, String... values) {
    Counter.builder(name.text())
        .description(name.description())
        .tags(counted(name, values))
        .register(registry)
        .increment();
  }

  /** Notes how long something took, under these values of the meter's tags. */
  public void took(MeterName name, Duration duration, String... values) {
    Timer.builder(name.text())
        .description(name.description())
        .tags(counted(name, values))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration);
  }

  /** Forgets what was noted under other values than these of the meter's one tag. */
  public void keepOnly(MeterName name, Set<String> values) {
    String tag = name.tags().get(0);
    Set<String> kept = new HashSet<>(Set.of(TagValues.OTHER));
    values.forEach(value -> kept.add(TagValues.cut(value)));
    tagValues(name, tag).keepOnly(kept);
    registry.find(name.text()).meters().stream()
        .filter(meter -> !kept.contains(meter.getId().getTag(tag)))
        .forEach(registry::remove);
  }

  /** Has figures read whenever Prometheus asks; what cannot be read in time is shown as before. */
  public void beforeEachScrape(Supplier<CompletionStage<?>> reading) {
    readings.add(reading);
  }

  /** Everything in Prometheus' text format, version 0.0.4. */
  public CompletionStage<String> scrape() {
    CompletableFuture<?>[] all =
        readings.stream().map(Metrics::readNow).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle((done, failure) -> registry.scrape());
  }

  private static CompletableFuture<?> readNow(Supplier<CompletionStage<?>> reading) {
    try {
      return reading.get().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** For meters that are made once, and so must not lose their places. */
  private List<Tag> fixed(MeterName name, String... values) {
    return tags(name, values, (tag, value) -> tagValues(name, tag).keep(value));
  }

  private List<Tag> counted(MeterName name, String... values) {
    long now = nanos.getAsLong();
    return tags(
        name,
        values,
        (tag, value) -> tagValues(name, tag).admit(value, now, gone -> remove(name, tag, gone)));
  }

  private void remove(MeterName name, String tag, String value) {
    registry.find(name.text()).tag(tag, value).meters().forEach(registry::remove);
  }

  private static List<Tag> tags(MeterName name, String[] values, BinaryOperator<String> admitted) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String tag = name.tags().get(i);
      tags.add(Tag.of(tag, admitted.apply(tag, values[i])));
    }
    return tags;
  }

  private TagValues tagValues(MeterName name, String tag) {
    return tagValues.computeIfAbsent(name + "/" + tag, key -> new TagValues());
  }
}
