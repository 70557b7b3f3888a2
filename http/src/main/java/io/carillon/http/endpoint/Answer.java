package io.carillon.http.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** Builds answers; every body ends with a newline, so that a terminal shows it well. */
public final class Answer {
  /** Names the nodes of the cluster that did not take part, by commas. */
  public static final String MISSING_NODES = "Carillon-Nodes-Missing";

  private static final ContentType PROBLEM_JSON =
      MediaTypes.customBinary("application", "problem+json", false).toContentType();

  private Answer() {}

  /** An object to fill; its fields keep their order. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The texts of some values; {@code []} if there are none, never {@code null}. */
  public static ArrayNode array(Collection<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
    values.forEach(value -> array.add(value.toString()));
    return array;
  }

  /** 200 with a JSON body. */
  public static HttpResponse json(JsonNode body) {
    return json(StatusCodes.OK, body);
  }

  /**
   * The same answer with the names of the nodes that it lacks in the header {@value
   * #MISSING_NODES}, for bodies that have no place for them; as it was if it lacks none.
   */
  public static HttpResponse lacking(HttpResponse answer, Collection<String> missing) {
    return missing.isEmpty()
        ? answer
        : answer.addHeader(RawHeader.create(MISSING_NODES, String.join(",", missing)));
  }

  /** Any status with a JSON body. */
  public static HttpResponse json(StatusCode status, JsonNode body) {
    return of(status, ContentTypes.APPLICATION_JSON, body.toString());
  }

  /** A problem as RFC 9457 describes it. */
  static HttpResponse problem(StatusCode status, JsonNode body) {
    return of(status, PROBLEM_JSON, body.toString());
  }

  /** A status with a short plain text. */
  public static HttpResponse text(StatusCode status, String body) {
    return of(status, ContentTypes.TEXT_PLAIN_UTF8, body);
  }

  /** 200 with bytes as they are, said to be plain text. */
  public static HttpResponse plain(ByteString bytes) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, bytes));
  }

  /** A status without a body. */
  public static HttpResponse empty(StatusCode status) {
    return HttpResponse.create().withStatus(status).withEntity(HttpEntities.EMPTY);
  }

  private static HttpResponse of(StatusCode status, ContentType type, String body) {
    byte[] bytes = (body + "\n").getBytes(StandardCharsets.UTF_8);
    return HttpResponse.create().withStatus(status).withEntity(HttpEntities.create(type, bytes));
  }
}
