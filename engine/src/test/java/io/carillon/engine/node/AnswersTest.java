package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Question<String, String> QUESTION =
      new Question<>("text-1", Layouts.TEXT, Layouts.TEXT);
  private static final ByteString HELLO = Layouts.TEXT.bytes("hello");

  private final Answers answers = new Answers();

  @Test
  void answersInTheLayoutOfTheQuestion() {
    answers.on(QUESTION, text -> CompletableFuture.completedFuture(text + "!"));
    assertThat(answers.answer("text-1", HELLO)).isCompletedWithValue(Layouts.TEXT.bytes("hello!"));
  }

  @Test
  void failsWithWhateverWhoeverAnswersThrows() {
    IllegalStateException fault = new IllegalStateException("broken");
    answers.on(
        QUESTION,
        text -> {
          throw fault;
        });
    assertThat(failure(answers.answer("text-1", HELLO))).isSameAs(fault);
  }

  @Test
  void failsWithoutAnAnswerOrArguments() {
    answers.on(QUESTION, CompletableFuture::completedFuture);
    assertThat(failure(answers.answer("text-2", HELLO))).hasMessageContaining("text-2");
    assertThat(failure(answers.answer("text-1", ByteString.emptyByteString())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Throwable failure(CompletionStage<ByteString> answer) {
    return answer.handle((bytes, failure) -> failure).toCompletableFuture().join();
  }
}
