package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InflowTest {
  private final List<String> handed = new ArrayList<>();
  private final List<CompletableFuture<Void>> answers = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int dropped;

  private Inflow flow(int inFlight, int waiting, int bytes, Overflow overflow) {
    Bounds bounds = new Bounds(inFlight, waiting, bytes, 1_000, overflow);
    return new Inflow(bounds, () -> dropped++, failures::add);
  }

  private void offer(Inflow flow, String name) {
    flow.offer(
        name.length(),
        () -> {
          handed.add(name);
          CompletableFuture<Void> answer = new CompletableFuture<>();
          answers.add(answer);
          return answer;
        });
  }

  @Test
  void handsOnInOrderAFewAtATime() {
    Inflow flow = flow(2, 10, 1_000, Overflow.DROP_OLDEST);
    List.of("a", "b", "c", "d").forEach(name -> offer(flow, name));
    assertThat(handed).containsExactly("a", "b");

    answers.get(1).complete(null);
    assertThat(handed).containsExactly("a", "b", "c");
    answers.get(0).complete(null);
    assertThat(handed).containsExactly("a", "b", "c", "d");
    assertThat(dropped).isZero();
  }

  @Test
  void dropsTheOldestThatWaits() {
    Inflow flow = flow(1, 2, 1_000, Overflow.DROP_OLDEST);
    List.of("a", "b", "c", "d").forEach(name -> offer(flow, name));
    answers.get(0).complete(null);
    answers.get(1).complete(null);

    assertThat(handed).containsExactly("a", "c", "d");
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void dropsTheNewest() {
    Inflow flow = flow(1, 2, 1_000, Overflow.DROP_NEWEST);
    List.of("a", "b", "c", "d").forEach(name -> offer(flow, name));
    answers.get(0).complete(null);
    answers.get(1).complete(null);

    assertThat(handed).containsExactly("a", "b", "c");
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void dropsWhatWeighsTooMuch() {
    Inflow flow = flow(1, 10, 5, Overflow.DROP_OLDEST);
    List.of("a", "bbb", "ccc", "dd").forEach(name -> offer(flow, name));
    answers.get(0).complete(null);
    answers.get(1).complete(null);

    assertThat(handed).containsExactly("a", "ccc", "dd");
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void goesOnAfterAFailure() {
    Inflow flow = flow(1, 10, 1_000, Overflow.DROP_OLDEST);
    flow.offer(
        1,
        () -> {
          throw new IllegalStateException("broken");
        });
    offer(flow, "a");
    offer(flow, "b");
    answers.get(0).completeExceptionally(new IllegalStateException("refused"));

    assertThat(handed).containsExactly("a", "b");
    assertThat(failures).hasSize(2);
  }

  @Test
  void handsOnAnyNumberThatIsDoneAtOnce() {
    Inflow flow = flow(1, 100_000, 1_000_000, Overflow.DROP_OLDEST);
    offer(flow, "first");
    for (int i = 0; i < 50_000; i++) {
      flow.offer(1, () -> CompletableFuture.completedFuture(null));
    }
    answers.get(0).complete(null);
    offer(flow, "last");

    assertThat(handed).containsExactly("first", "last");
    assertThat(dropped).isZero();
  }
}
