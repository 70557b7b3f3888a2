package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.SentMessage;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Query;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The endpoints of the messages that were sent to a connection, counted and kept on demand. */
final class Recordings {
  private static final int DEFAULT_MESSAGES = 100;
  private static final int DEFAULT_SECONDS = 3600;

  private final Engine engine;

  Recordings(Engine engine) {
    this.engine = engine;
  }

  /**
   * {@code {"clientID":"x","success":true,"action":"enableQueueCounter","maxMessages":100,
   * "maxTime":3600}}, of {@code ?maxMessages=} and {@code &maxTime=} in seconds; what is no
   * positive number is these defaults. A connection that is not there is answered like success.
   */
  CompletionStage<HttpResponse> enable(Call call) {
    int messages = positive(call.query(), "maxMessages", DEFAULT_MESSAGES);
    int seconds = positive(call.query(), "maxTime", DEFAULT_SECONDS);
    return id(call)
        .map(id -> engine.recordings().start(id, messages, Duration.ofSeconds(seconds)))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenApply(
            most ->
                Answer.json(
                    done(call, true, "enableQueueCounter")
                        .put("maxMessages", most.orElse(messages))
                        .put("maxTime", seconds)));
  }

  /** {@code success: false} if it was never enabled; what was kept stays. */
  CompletionStage<HttpResponse> disable(Call call) {
    return change(call, "disableQueueCounter", id -> engine.recordings().stop(id));
  }

  /** {@code success: false} if it was never enabled; the counter stays. */
  CompletionStage<HttpResponse> clear(Call call) {
    return change(call, "clearClientMessageQueue", id -> engine.recordings().clear(id));
  }

  /** {@code {"clientID":"x","counter":7}}. */
  CompletionStage<HttpResponse> counter(Call call) {
    return recorded(call)
        .thenApply(sent -> Answer.json(named(call).put("counter", sent.counted())));
  }

  /**
   * {@code {"clientID":"x","messages":[{"id":7,"data":"aGVsbG8=","route":"","timestamp":1700000000,
   * "sendType":"tag","sendTarget":"vip"}],"count":1}}; {@code route} is the one that the send was
   * narrowed to, {@code data} is Base64.
   */
  CompletionStage<HttpResponse> queue(Call call) {
    return recorded(call)
        .thenApply(
            sent -> {
              ObjectNode body = named(call);
              ArrayNode messages = body.putArray("messages");
              for (SentMessage each : sent.kept()) {
                messages.add(json(each, call.parameter("clientID")));
              }
              return Answer.json(body.put("count", messages.size()));
            });
  }

  private CompletionStage<HttpResponse> change(
      Call call, String action, Function<ConnectionId, CompletionStage<Boolean>> change) {
    return id(call)
        .map(change)
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(success -> Answer.json(done(call, success, action)));
  }

  private CompletionStage<SentMessages> recorded(Call call) {
    return id(call)
        .map(engine.recordings()::of)
        .orElseGet(() -> CompletableFuture.completedFuture(SentMessages.NONE));
  }

  private static ObjectNode json(SentMessage sent, String client) {
    byte[] payload = sent.message().payload().toArrayUnsafe();
    return Answer.object()
        .put("id", sent.number())
        .put("data", Base64.getEncoder().encodeToString(payload))
        .put("route", sent.target().route().orElse(""))
        .put("timestamp", sent.writtenAt().getEpochSecond())
        .put("sendType", type(sent.target().selection()))
        .put("sendTarget", target(sent.target().selection(), client));
  }

  /** The first four are those of the compatible system. */
  private static String type(Target.Selection selection) {
    if (selection instanceof Target.Everyone || selection instanceof Target.OnListener) {
      return "all";
    }
    if (selection instanceof Target.Listed) {
      return "direct";
    }
    if (selection instanceof Target.Matching) {
      return "tagExpression";
    }
    if (selection instanceof Target.Holding holding && !holding.labels().isEmpty()) {
      return holding.labels().get(0).kind().name().toLowerCase(Locale.ROOT);
    }
    return "subscription";
  }

  /** Of one client, the id by which the send named it: it may have been renamed since. */
  private static String target(Target.Selection selection, String client) {
    if (selection instanceof Target.Listed listed) {
      return listed.ids().size() == 1 ? listed.ids().get(0).toString() : client;
    }
    if (selection instanceof Target.Matching matching) {
      return matching.expression().toString();
    }
    if (selection instanceof Target.Holding holding) {
      return holding.labels().stream().map(Label::name).collect(Collectors.joining(","));
    }
    return "";
  }

  private static int positive(Query query, String name, int otherwise) {
    return query
        .value(name)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .filter(number -> number > 0)
        .orElse(otherwise);
  }

  private static ObjectNode done(Call call, boolean success, String action) {
    return named(call).put("success", success).put("action", action);
  }

  private static ObjectNode named(Call call) {
    return Answer.object().put("clientID", call.parameter("clientID"));
  }

  private static Optional<ConnectionId> id(Call call) {
    return ConnectionId.parse(call.parameter("clientID"));
  }
}
