package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A time in which one node of a cluster is cut off, and all nodes are asked to send, all the time:
 * before, while it is, and after. Used by one thread.
 */
final class Partition implements AutoCloseable {
  private static final String ROUTE = "/chat";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofMillis(100);

  private final NodeProgram lonely;
  private final int clients;
  private final String lonelyName;
  private final Set<String> otherNames;
  private final BroadcastStream fromLonely;
  private final List<BroadcastStream> fromOthers;
  private long cutAt;
  private long healedAt;

  /**
   * Begins to ask.
   *
   * @param clients how many each node has, and keeps but for the lonely one
   */
  Partition(NodeProgram lonely, List<NodeProgram> others, int clients) {
    this.lonely = lonely;
    this.clients = clients;
    this.lonelyName = lonely.name();
    this.otherNames = others.stream().map(NodeProgram::name).collect(Collectors.toSet());
    this.fromLonely = stream(lonely);
    this.fromOthers = others.stream().map(Partition::stream).toList();
    await().until(() -> fromLonely.next() > 10);
  }

  private static BroadcastStream stream(NodeProgram node) {
    return BroadcastStream.start(List.of(node), ROUTE, EVERY, TIMEOUT);
  }

  void cut(Runnable how) {
    how.run();
    cutAt = System.nanoTime();
  }

  void heal(Runnable how) {
    healedAt = System.nanoTime();
    how.run();
  }

  /** Asks no more, and checks what all answered. */
  void check() {
    List<Outcome> others = fromOthers.stream().flatMap(stream -> stream.end().stream()).toList();
    List<Outcome> own =
        lonely.name().equals(lonelyName) ? fromLonely.end() : fromLonely.endWithWhatCame();
    List<Outcome> all = Stream.concat(others.stream(), own.stream()).toList();
    Survivors.checkInTime(all, TIMEOUT);
    Claims.check(all);
    all.stream().filter(Outcome::complete).forEach(this::checkExact);
    assertThat(cutOff(own)).isNotEmpty().noneMatch(Outcome::complete);
    assertThat(cutOff(others)).isNotEmpty().noneMatch(this::hasHeardTheLonelyOne);
    new Survivors(lonelyName, otherNames.size() * clients, clients)
        .check(others.stream().filter(each -> each.answered() < healedAt).toList(), TIMEOUT);
  }

  /** Those that were asked and answered while nothing could get through. */
  private List<Outcome> cutOff(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(each -> each.asked() > cutAt && each.answered() < healedAt)
        .toList();
  }

  private boolean hasHeardTheLonelyOne(Outcome outcome) {
    return outcome.reporting().contains(lonelyName);
  }

  /** A node that was started anew has no clients. */
  private void checkExact(Outcome claim) {
    Set<String> counted = new HashSet<>(otherNames);
    counted.add(lonelyName);
    counted.retainAll(claim.reporting());
    assertThat(claim.written()).as("%s", claim.receipt()).isEqualTo(counted.size() * clients);
  }

  @Override
  public void close() {
    fromLonely.close();
    fromOthers.forEach(BroadcastStream::close);
  }
}
