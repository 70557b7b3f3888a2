package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.http.endpoint.Answer;
import java.util.Collection;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The pieces that answers of this API are made of. */
final class Replies {
  private Replies() {}

  /** 200 without a body. */
  static HttpResponse empty() {
    return Answer.empty(StatusCodes.OK);
  }

  /** The texts of some values; {@code []} if there are none, never {@code null}. */
  static ArrayNode array(Collection<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
    values.forEach(value -> array.add(value.toString()));
    return array;
  }
}
