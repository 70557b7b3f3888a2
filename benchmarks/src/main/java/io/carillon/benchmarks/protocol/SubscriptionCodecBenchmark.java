package io.carillon.benchmarks.protocol;

import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.subscriptions.ClientFrame;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read and validate one frame, on the thread of the connection it came by. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionCodecBenchmark {
  private static final Message PING = Message.text("{\"type\":\"ping\"}");
  private static final Message NOTIFICATION =
      Message.text(
          "{\"sender\":\"server\",\"notification\":{\"package\":\"amaiia_msg_srv\","
              + "\"page\":\"messages\",\"filters\":{\"values\":\"2\"},"
              + "\"data\":{\"messageId\":\"12345\",\"channelId\":\"2\"},"
              + "\"message\":\"Nouveau message reçu\"}}");
  private static final Message THREE_CHANNELS = subscribing(3);
  private static final Message A_THOUSAND_CHANNELS = subscribing(1_000);

  private final SubscriptionCodec codec =
      new SubscriptionCodec(Validation.STRICT, new SubscriptionLimits(128, 1_024, 65_536));

  @Benchmark
  public ClientFrame readAPing() {
    return codec.read(PING);
  }

  @Benchmark
  public ClientFrame readANotification() {
    return codec.read(NOTIFICATION);
  }

  @Benchmark
  public ClientFrame readASubscriptionToThreeChannels() {
    return codec.read(THREE_CHANNELS);
  }

  @Benchmark
  public ClientFrame readASubscriptionToAThousandChannels() {
    return codec.read(A_THOUSAND_CHANNELS);
  }

  private static Message subscribing(int channels) {
    return Message.text(
        "{\"sender\":\"client\",\"subscriptions\":[{\"package\":\"amaiia_msg_srv\","
            + "\"page\":\"messages\",\"filters\":{\"values\":{\"channel\":"
            + IntStream.range(0, channels)
                .mapToObj(i -> "\"" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"))
            + "}}}]}");
  }
}
