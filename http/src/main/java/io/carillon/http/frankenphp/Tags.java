package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.PercentEncoding;
import io.carillon.http.endpoint.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/**
 * The endpoints around tags. What is asked of a connection that is not there changes nothing and is
 * answered like success.
 */
final class Tags {
  /** A tag is a label, not a document: this many bytes of UTF-8 at most. */
  private static final int MOST_BYTES = 256;

  private final Engine engine;

  Tags(Engine engine) {
    this.engine = engine;
  }

  /** Puts the tag in the body on a connection; 200 without a body. */
  CompletionStage<HttpResponse> tag(Call call) {
    String tag = checked(call.body());
    return ConnectionId.parse(call.parameter("clientID"))
        .map(id -> engine.tag(id, tag))
        .orElseGet(() -> CompletableFuture.completedFuture(Labelled.UNKNOWN_CONNECTION))
        .thenApply(Tags::tagAnswer);
  }

  CompletionStage<HttpResponse> untag(Call call) {
    return change(call, id -> engine.untag(id, call.parameter("tag")));
  }

  CompletionStage<HttpResponse> clear(Call call) {
    return change(call, engine::clearTags);
  }

  /** {@code {"clientID":"x","tags":["vip"]}}. */
  CompletionStage<HttpResponse> ofConnection(Call call) {
    String text = call.parameter("clientID");
    return ConnectionId.parse(text)
        .map(id -> engine.tagsOf(id).<Set<String>>thenApply(tags -> tags))
        .orElseGet(() -> CompletableFuture.completedFuture(Set.of()))
        .thenApply(
            tags ->
                Answer.json(Answer.object().put("clientID", text).set("tags", Answer.array(tags))));
  }

  /** {@code {"tags":["vip"]}}: tags that at least one connection holds. */
  CompletionStage<HttpResponse> all(Call call) {
    return engine
        .directory()
        .names(Label.Kind.TAG)
        .thenApply(
            tags -> answer(Answer.object().set("tags", Answer.array(Gathered.union(tags))), tags));
  }

  /** {@code {"tag":"vip","clients":["..."]}}. */
  CompletionStage<HttpResponse> connections(Call call) {
    String tag = call.parameter("tag");
    return engine
        .directory()
        .connections(Target.tag(tag))
        .thenApply(
            ids -> {
              ObjectNode body = Answer.object().put("tag", tag);
              return answer(body.set("clients", Answer.array(Gathered.concat(ids))), ids);
            });
  }

  /** {@code {"tag":"vip","count":2}}. */
  CompletionStage<HttpResponse> count(Call call) {
    String tag = call.parameter("tag");
    return engine
        .directory()
        .count(Label.tag(tag))
        .thenApply(
            counts ->
                answer(Answer.object().put("tag", tag).put("count", Gathered.sum(counts)), counts));
  }

  /**
   * {@code {"expression":"vip&!banned","clients":["..."],"count":1}}; nobody for what is no
   * expression. The expression is decoded a second time, as a query value.
   */
  CompletionStage<HttpResponse> connectionsByExpression(Call call) {
    String text = PercentEncoding.decodeQuery("expression", call.parameter("expression"));
    return TagExpression.parse(text)
        .map(expression -> Target.of(new Target.Matching(expression)))
        .map(engine.directory()::connections)
        .orElseGet(() -> CompletableFuture.completedFuture(Gathered.none()))
        .thenApply(
            found -> {
              List<ConnectionId> ids = Gathered.concat(found);
              ObjectNode body = Answer.object().put("expression", text);
              body.set("clients", Answer.array(ids));
              return answer(body.put("count", ids.size()), found);
            });
  }

  private static HttpResponse answer(ObjectNode body, Gathered<?> gathered) {
    return Answer.lacking(Answer.json(body), gathered.missing());
  }

  private static CompletionStage<HttpResponse> change(
      Call call, Function<ConnectionId, CompletionStage<Done>> change) {
    return ConnectionId.parse(call.parameter("clientID"))
        .map(change)
        .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance()))
        .thenApply(done -> Answer.empty(StatusCodes.OK));
  }

  private static HttpResponse tagAnswer(Labelled tagged) {
    if (tagged == Labelled.TOO_MANY) {
      throw Refusal.badRequest("tag", "too many tags: the connection holds as many as it may");
    }
    return Answer.empty(StatusCodes.OK);
  }

  private static String checked(ByteString body) {
    if (body.isEmpty()) {
      throw Refusal.badRequest("tag", "tag is required");
    }
    if (body.size() > MOST_BYTES) {
      throw Refusal.badRequest(
          "tag", "invalid tag: expected at most 256 bytes of UTF-8, was " + body.size());
    }
    if (!Message.isUtf8(body)) {
      throw Refusal.badRequest("tag", "invalid tag: not valid UTF-8");
    }
    return body.utf8String();
  }
}
