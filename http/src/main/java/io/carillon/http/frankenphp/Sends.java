package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.PercentEncoding;
import io.carillon.http.endpoint.Shown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints that send. Each answers when the message got as far as its level everywhere, or
 * when its timeout is over; {@code sentCount} is the number of connections it reached by then.
 */
final class Sends {
  private static final Logger LOG = LoggerFactory.getLogger(Sends.class);

  private final Engine engine;
  private final SendParameters parameters;
  private final Target everybody;

  Sends(Engine engine, SendParameters parameters, Target everybody) {
    this.engine = engine;
    this.parameters = parameters;
    this.everybody = everybody;
  }

  /** {@code {"sentCount":8,"route":"/chat"}}; no {@code route} if none was sent. */
  CompletionStage<HttpResponse> toAll(Call call) {
    Optional<String> route = call.query().text("route");
    return broadcast(route.map(Target::route).orElse(everybody).selection(), call)
        .thenApply(
            receipt -> {
              ObjectNode body = Answer.object().put("sentCount", receipt.reached());
              route.ifPresent(text -> body.put("route", text));
              return answer(body, receipt);
            });
  }

  /** 200 without a body, whether or not anybody was reached; who was not is logged. */
  CompletionStage<HttpResponse> toConnection(Call call) {
    String text = call.parameter("clientID");
    Optional<ConnectionId> id = ConnectionId.parse(text);
    return broadcast(new Target.Listed(id.map(List::of).orElse(List.of())), call)
        .thenApply(
            receipt -> {
              if (receipt.reached() == 0) {
                LOG.warn("a message did not reach connection {}", Shown.of(text));
              }
              return lacking(Answer.empty(StatusCodes.OK), receipt);
            });
  }

  /** {@code {"tag":"premium","route":"","sentCount":3}}; {@code route} is always there. */
  CompletionStage<HttpResponse> toTag(Call call) {
    String tag = call.parameter("tag");
    return broadcast(Target.tag(tag).selection(), call)
        .thenApply(
            receipt ->
                answer(
                    Answer.object()
                        .put("tag", tag)
                        .put("route", call.query().text("route").orElse(""))
                        .put("sentCount", receipt.reached()),
                    receipt));
  }

  /**
   * {@code {"expression":"vip&!banned","route":"","sentCount":3}}; 0 for what is no expression. The
   * expression is decoded a second time, as a query value.
   */
  CompletionStage<HttpResponse> toTagExpression(Call call) {
    String text = PercentEncoding.decodeQuery("expression", call.parameter("expression"));
    Target.Selection selection =
        TagExpression.parse(text)
            .<Target.Selection>map(Target.Matching::new)
            .orElse(new Target.Listed(List.of()));
    return broadcast(selection, call)
        .thenApply(
            receipt ->
                answer(
                    Answer.object()
                        .put("expression", text)
                        .put("route", call.query().text("route").orElse(""))
                        .put("sentCount", receipt.reached()),
                    receipt));
  }

  private static HttpResponse answer(ObjectNode body, Receipt receipt) {
    return lacking(Answer.json(body), receipt);
  }

  private static HttpResponse lacking(HttpResponse answer, Receipt receipt) {
    return Answer.lacking(answer, receipt.nodes().missing());
  }

  private CompletionStage<Receipt> broadcast(Target.Selection selection, Call call) {
    Target target =
        new Target(selection, call.query().text("route"), parameters.exclude(call.query()));
    return engine.broadcast(target, parameters.message(call), parameters.options(call.query()));
  }
}
