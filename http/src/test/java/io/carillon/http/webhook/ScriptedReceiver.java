package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transport that notes what is sent and leaves each answer to the test. Not thread-safe. */
final class ScriptedReceiver implements Transport {
  private record Attempt(Post post, CompletableFuture<Answer> answer) {}

  private final Queue<Attempt> attempts = new ArrayDeque<>();

  @Override
  public CompletionStage<Answer> send(Post post) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    attempts.add(new Attempt(post, answer));
    return answer;
  }

  /** Whether nothing waits for an answer. */
  boolean isIdle() {
    return attempts.isEmpty();
  }

  /** Answers the one attempt there is and returns what was sent. */
  Post answer(int status) {
    return answer(new Answer(status, Optional.empty()));
  }

  Post answer(Answer answer) {
    Attempt attempt = only();
    attempt.answer().complete(answer);
    return attempt.post();
  }

  Post fail(Exception failure) {
    Attempt attempt = only();
    attempt.answer().completeExceptionally(failure);
    return attempt.post();
  }

  private Attempt only() {
    assertThat(attempts).as("attempts under way").hasSize(1);
    return attempts.remove();
  }

  static JsonNode json(Post post) {
    try {
      return new ObjectMapper().readTree(post.body().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The messages in a batch, in their order. */
  static List<String> texts(Post post) {
    List<String> texts = new ArrayList<>();
    json(post).get("events").forEach(event -> texts.add(event.get("text").asText()));
    return texts;
  }
}
