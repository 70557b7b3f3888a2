package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void readsNamesAndValues() {
    Query query = Query.parse("route=%2Fchat&level=written&flag&empty=");

    assertThat(query.value("route")).contains("/chat");
    assertThat(query.value("level")).contains("written");
    assertThat(query.value("flag")).contains("");
    assertThat(query.text("empty")).isEmpty();
    assertThat(query.value("absent")).isEmpty();
  }

  @Test
  void takesTheFirstOfARepeatedParameter() {
    assertThat(Query.parse("a=1&a=2").value("a")).contains("1");
  }

  @Test
  void keepsAnEqualsSignInAValue() {
    assertThat(Query.parse("a=b=c").value("a")).contains("b=c");
  }

  @Test
  void readsNothingFromAnEmptyQuery() {
    assertThat(Query.parse("").values()).isEmpty();
    assertThat(Query.parse("&&=x&").values()).isEmpty();
  }

  @Test
  void refusesABadEscapeByItsName() {
    assertThatThrownBy(() -> Query.parse("route=%zz"))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("invalid route encoding");
  }

  @Test
  void refusesWhatIsNotAllowed() {
    assertThatThrownBy(() -> Query.parse("code=1&force=1").allowOnly(Set.of("code")))
        .isInstanceOf(Refusal.class)
        .hasMessage("unknown query parameter 'force'");
  }
}
