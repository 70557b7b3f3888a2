package io.carillon.engine.information;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class StoredSessionTest {
  private final StoredSession session = new StoredSession(12);

  @Test
  void isEmptyUntilSomethingIsKept() {
    assertThat(session.json()).isEqualTo(json("{}"));
  }

  @Test
  void replacesAndUpdates() {
    assertThat(session.replace(json("{ \"a\" : 1 }"))).isTrue();
    assertThat(session.update(json("{\"b\":2}"))).isFalse();
    assertThat(session.update(json("{\"a\":99}"))).isTrue();
    assertThat(session.json()).isEqualTo(json("{\"a\":99}"));
    assertThat(session.replace(json("{\"b\":2}"))).isTrue();
    assertThat(session.json()).isEqualTo(json("{\"b\":2}"));
  }

  @Test
  void whatIsTooLargeChangesNothing() {
    session.replace(json("{\"a\":1}"));
    assertThat(session.replace(json("{\"aaaa\":12345}"))).isFalse();
    assertThat(session.update(json("{\"a\":1234567}"))).isFalse();
    assertThat(session.update(json("{\"a\":123456}"))).isTrue();
    assertThat(session.json().size()).isEqualTo(12);
    assertThat(session.replace(json("{\"aaaa\":1234}"))).isFalse();
    assertThat(session.json()).isEqualTo(json("{\"a\":123456}"));
  }

  private static ByteString json(String text) {
    return ByteString.fromString(text);
  }
}
