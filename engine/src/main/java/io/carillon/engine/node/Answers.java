package io.carillon.engine.node;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/** The questions that a node can answer. Filled at the start, then read by any thread. */
public final class Answers {
  private final Map<String, Function<ByteString, CompletionStage<ByteString>>> byName =
      new HashMap<>();

  /**
   * Answers a question.
   *
   * @throws IllegalArgumentException if there is an answer to it already
   */
  public <Q, A> Answers on(Question<Q, A> question, Function<Q, CompletionStage<A>> answer) {
    Function<ByteString, CompletionStage<ByteString>> onBytes =
        bytes ->
            answer.apply(question.arguments().value(bytes)).thenApply(question.answer()::bytes);
    if (byName.putIfAbsent(question.name(), onBytes) != null) {
      throw new IllegalArgumentException("answered already: " + question.name());
    }
    return this;
  }

  /**
   * The answer in its layout; fails if nobody knows the question, the arguments are none, or
   * whoever answers does. Throws nothing.
   */
  public CompletionStage<ByteString> answer(String question, ByteString arguments) {
    Function<ByteString, CompletionStage<ByteString>> answer = byName.get(question);
    if (answer == null) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("unknown question " + question));
    }
    try {
      return answer.apply(arguments);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
