package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.message.Condition;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Stored;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/**
 * The endpoints of stored information. What is stored with a connection that is not there is
 * dropped and answered like success.
 */
final class Information {
  private final Engine engine;

  Information(Engine engine) {
    this.engine = engine;
  }

  /**
   * Stores the body under a key; 200 without a body. An empty one is refused, as the compatible
   * system does over HTTP, unless {@code ?empty=true} says that it is meant.
   */
  CompletionStage<HttpResponse> store(Call call) {
    String value = value(call.body(), call.query());
    return id(call)
        .map(id -> engine.information().store(id, call.parameter("key"), value))
        .orElseGet(() -> CompletableFuture.completedFuture(Stored.UNKNOWN_CONNECTION))
        .thenApply(Information::storeAnswer);
  }

  /** {@code {"clientID":"x","key":"login","value":"marie","exists":true}}. */
  CompletionStage<HttpResponse> value(Call call) {
    String key = call.parameter("key");
    return describe(
        call,
        (all, body) ->
            body.put("key", key)
                .put("value", all.getOrDefault(key, ""))
                .put("exists", all.containsKey(key)));
  }

  /** {@code {"clientID":"x","key":"login","exists":true}}. */
  CompletionStage<HttpResponse> has(Call call) {
    String key = call.parameter("key");
    return describe(call, (all, body) -> body.put("key", key).put("exists", all.containsKey(key)));
  }

  /** {@code {"clientID":"x","keys":["login"]}}. */
  CompletionStage<HttpResponse> keys(Call call) {
    return describe(call, (all, body) -> body.set("keys", Answer.array(all.keySet())));
  }

  /** {@code {"clientID":"x","information":{"login":"marie"}}}. */
  CompletionStage<HttpResponse> all(Call call) {
    return describe(call, (all, body) -> all.forEach(body.putObject("information")::put));
  }

  /**
   * {@code {"clientID":"x","key":"login","deleted":true}}; {@code deleted} says whether anything at
   * all was stored with the connection, as in the compatible system.
   */
  CompletionStage<HttpResponse> delete(Call call) {
    String key = call.parameter("key");
    return id(call)
        .map(id -> engine.information().forget(id, key))
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(deleted -> Answer.json(named(call).put("key", key).put("deleted", deleted)));
  }

  /** {@code {"clientID":"x","cleared":true}}, always. */
  CompletionStage<HttpResponse> clear(Call call) {
    HttpResponse cleared = Answer.json(named(call).put("cleared", true));
    return id(call)
        .map(id -> engine.information().clear(id).thenApply(done -> cleared))
        .orElseGet(() -> CompletableFuture.completedFuture(cleared));
  }

  /**
   * {@code {"clients":["x"],"count":1,"key":"login","op":"eq","value":"marie","route":""}}. Nobody
   * matches an unknown {@code op} or a regular expression that is none.
   */
  CompletionStage<HttpResponse> search(Call call) {
    Query query = call.query();
    if (query.text("key").isEmpty() || query.text("op").isEmpty()) {
      throw Refusal.badRequest("key and op are required");
    }
    return Condition.Operator.of(query.text("op").get())
        .map(operator -> condition(query, operator))
        .map(condition -> engine.information().searchByNode(condition, query.text("route")))
        .orElseGet(() -> CompletableFuture.completedFuture(Gathered.none()))
        .thenApply(found -> searchAnswer(query, found));
  }

  private static HttpResponse searchAnswer(Query query, Gathered<List<ConnectionId>> found) {
    List<ConnectionId> ids = Gathered.concat(found);
    ObjectNode body = Answer.object();
    body.set("clients", Answer.array(ids));
    body.put("count", ids.size());
    for (String name : List.of("key", "op", "value", "route")) {
      body.put(name, query.value(name).orElse(""));
    }
    return Answer.lacking(Answer.json(body), found.missing());
  }

  private static Condition condition(Query query, Condition.Operator operator) {
    String value = query.value("value").orElse("");
    if (value.length() > Condition.MAX_LENGTH) {
      throw Refusal.badRequest(
          "value",
          "invalid value: expected at most "
              + Condition.MAX_LENGTH
              + " characters, was "
              + value.length());
    }
    return new Condition(query.text("key").orElseThrow(), operator, value);
  }

  private CompletionStage<HttpResponse> describe(
      Call call, BiConsumer<SortedMap<String, String>, ObjectNode> describing) {
    return id(call)
        .map(engine.information()::of)
        .orElseGet(() -> CompletableFuture.completedFuture(Collections.emptySortedMap()))
        .thenApply(
            all -> {
              ObjectNode body = named(call);
              describing.accept(all, body);
              return Answer.json(body);
            });
  }

  private static Optional<ConnectionId> id(Call call) {
    return ConnectionId.parse(call.parameter("clientID"));
  }

  private static ObjectNode named(Call call) {
    return Answer.object().put("clientID", call.parameter("clientID"));
  }

  private static String value(ByteString body, Query query) {
    if (body.isEmpty() && !query.value("empty").equals(Optional.of("true"))) {
      throw Refusal.badRequest("value", "value is required");
    }
    if (!Message.isUtf8(body)) {
      throw Refusal.badRequest("value", "invalid value: not valid UTF-8");
    }
    return body.utf8String();
  }

  private static HttpResponse storeAnswer(Stored stored) {
    if (stored == Stored.TOO_MUCH) {
      throw Refusal.badRequest(
          "value",
          "too much stored information: a connection holds as many keys and bytes as"
              + " carillon.engine.state.information-keys and information-bytes say");
    }
    return Answer.empty(StatusCodes.OK);
  }
}
