package io.carillon.http.v1;

import static io.carillon.http.endpoint.Endpoint.get;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.Gathered;
import io.carillon.engine.NodeDescription;
import io.carillon.engine.label.Label;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The rows that list and count, on all nodes of the cluster: each answer says which of them it is
 * made of. A node that does not answer in time is named and the rest is answered all the same.
 */
final class DirectoryApi {
  private final Engine engine;

  private DirectoryApi(Engine engine) {
    this.engine = engine;
  }

  static List<Endpoint> endpoints(Engine engine) {
    DirectoryApi api = new DirectoryApi(engine);
    return List.of(
        get("/v1/nodes", api::nodes),
        get("/v1/connections", api::connections),
        get("/v1/count", api::count),
        get("/v1/routes", api::routes),
        get("/v1/tags", call -> api.labels(call, "tags", Label.Kind.TAG)),
        get("/v1/groups", call -> api.labels(call, "groups", Label.Kind.GROUP)),
        get("/v1/users", call -> api.labels(call, "users", Label.Kind.USER)));
  }

  /**
   * {@code
   * {"nodes":[{"name":"0a1b2c3d","here":true,"present":true,"address":"10.0.0.1:25520","connections":3}]}}.
   */
  private CompletionStage<HttpResponse> nodes(Call call) {
    call.query().allowOnly(Set.of());
    return engine
        .directory()
        .nodes()
        .thenApply(
            nodes -> {
              ObjectNode json = Answer.object();
              ArrayNode array = json.putArray("nodes");
              nodes.forEach(node -> array.add(json(node)));
              return Answer.json(json);
            });
  }

  /** {@code {"connections":["..."],"nodes":{"reporting":["0a1b2c3d"],"missing":[]}}}. */
  private CompletionStage<HttpResponse> connections(Call call) {
    return listed(
        "connections",
        engine.directory().connections(TargetQuery.read(call.query())),
        Gathered::concat);
  }

  /**
   * {@code {"count":3,"nodes":{"reporting":["0a1b2c3d"],"missing":[],"counts":{"0a1b2c3d":3}}}}.
   */
  private CompletionStage<HttpResponse> count(Call call) {
    return engine
        .directory()
        .count(TargetQuery.read(call.query()))
        .thenApply(
            counts -> {
              ObjectNode json = Answer.object().put("count", Gathered.sum(counts));
              ObjectNode nodes = nodes(counts);
              counts.parts().forEach(nodes.putObject("counts")::put);
              return Answer.json(json.set("nodes", nodes));
            });
  }

  /** {@code {"routes":["/chat"],"nodes":{"reporting":["0a1b2c3d"],"missing":[]}}}. */
  private CompletionStage<HttpResponse> routes(Call call) {
    call.query().allowOnly(Set.of());
    return names("routes", engine.directory().routes());
  }

  /** The same for the labels of one kind. */
  private CompletionStage<HttpResponse> labels(Call call, String field, Label.Kind kind) {
    call.query().allowOnly(Set.of());
    return names(field, engine.directory().names(kind));
  }

  private static CompletionStage<HttpResponse> names(
      String field, CompletionStage<Gathered<List<String>>> asked) {
    return listed(field, asked, names -> Gathered.union(names).stream().sorted().toList());
  }

  private static <T> CompletionStage<HttpResponse> listed(
      String field, CompletionStage<Gathered<T>> asked, Function<Gathered<T>, List<?>> together) {
    return asked.thenApply(
        gathered -> {
          ObjectNode json = Answer.object();
          json.set(field, Answer.array(together.apply(gathered)));
          return Answer.json(json.set("nodes", nodes(gathered)));
        });
  }

  private static ObjectNode nodes(Gathered<?> gathered) {
    ObjectNode json = Answer.object();
    json.set("reporting", Answer.array(gathered.parts().keySet()));
    json.set("missing", Answer.array(gathered.missing()));
    return json;
  }

  private static ObjectNode json(NodeDescription node) {
    return Answer.object()
        .put("name", node.name())
        .put("here", node.here())
        .put("present", node.present())
        .put("address", node.address().orElse(null))
        .put("connections", node.connections().orElse(null));
  }
}
