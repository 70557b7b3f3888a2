package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTableTest {
  private static final Endpoint.Handler NOBODY =
      call -> CompletableFuture.completedFuture(HttpResponse.create());

  private final EndpointTable table =
      new EndpointTable(
          List.of(
              Endpoint.get("/a/{id}", NOBODY),
              Endpoint.delete("/a/{id}", NOBODY),
              Endpoint.post("/a/{id}/{tag}", NOBODY)));

  private Refusal refusal(String method, String path) {
    return catchThrowableOfType(Refusal.class, () -> table.find(method, path));
  }

  @Test
  void decodesTheParametersOfARow() {
    assertThat(table.find("POST", "/a/x%2Fy/v%20w").parameters())
        .isEqualTo(Map.of("id", "x/y", "tag", "v w"));
  }

  @Test
  void findsTheRowOfTheMethod() {
    assertThat(table.find("DELETE", "/a/x").endpoint().method()).isEqualTo("DELETE");
  }

  @Test
  void namesTheMethodsOfAPathThatHasOthers() {
    Refusal refusal = refusal("PUT", "/a/x");

    assertThat(refusal.status().intValue()).isEqualTo(405);
    assertThat(refusal.headers())
        .extracting(HttpHeader::name, HttpHeader::value)
        .containsExactly(tuple("Allow", "DELETE, GET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/", "/a//", "/b/x", "/a/x/", "/a/x/y/z", "/A/x", "//a/x"})
  void knowsNoOtherPath(String path) {
    assertThat(refusal("GET", path).status().intValue()).isEqualTo(404);
  }

  @Test
  void refusesABadEscapeInAParameter() {
    assertThat(refusal("GET", "/a/%zz").status().intValue()).isEqualTo(400);
  }
}
