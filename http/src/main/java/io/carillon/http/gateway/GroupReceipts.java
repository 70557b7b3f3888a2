package io.carillon.http.gateway;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.message.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What became of one message to each of several groups.
 *
 * @param receipts of the groups that it was sent to, in their order
 * @param refused groups that it was not sent to, because the engine was too busy; it may be sent to
 *     these again without anybody getting it twice for one group
 */
public record GroupReceipts(List<Receipt> receipts, List<String> refused) {
  public GroupReceipts {
    receipts = List.copyOf(receipts);
    refused = List.copyOf(refused);
  }

  /** Over all groups; who is in two of them counts twice. */
  public int targeted() {
    return receipts.stream().mapToInt(Receipt::targeted).sum();
  }

  /** Over all groups; who is in two of them counts twice. */
  public int reached() {
    return receipts.stream().mapToInt(Receipt::reached).sum();
  }

  /**
   * What these broadcasts have come to, one for each group and each of them complete.
   *
   * @throws CompletionException if all were refused, or one failed in any other way
   */
  static GroupReceipts of(List<String> groups, List<CompletableFuture<Receipt>> sent) {
    List<Receipt> receipts = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      receipt(sent.get(i), refused, groups.get(i)).ifPresent(receipts::add);
    }
    if (receipts.isEmpty() && !sent.isEmpty()) {
      sent.get(0).join(); // fails: nothing was sent
    }
    return new GroupReceipts(receipts, refused);
  }

  private static Optional<Receipt> receipt(
      CompletableFuture<Receipt> sent, List<String> refused, String group) {
    try {
      return Optional.of(sent.join());
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof EngineBusyException)) {
        throw e;
      }
      refused.add(group);
      return Optional.empty();
    }
  }
}
