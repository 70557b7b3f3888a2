package io.carillon.http.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.Engine;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.gateway.GatewayBindings;
import io.carillon.http.gateway.GatewayLists;
import io.carillon.http.gateway.GatewaySends;
import io.carillon.http.gateway.GatewaySessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rows of {@code /v1/gateway}: the functions of GatewayWorker's {@code Gateway} class under
 * their own names, each a POST with its arguments as JSON.
 */
final class GatewayApi {
  private GatewayApi() {}

  static List<Endpoint> endpoints(Engine engine, Target everybody) {
    GatewaySends sends = new GatewaySends(engine, BroadcastOptions.DEFAULT, everybody);
    Rows<ListFunctions> lists =
        new Rows<>(missing -> new ListFunctions(new GatewayLists(engine, everybody, missing)));
    List<Endpoint> rows = new ArrayList<>();
    rows.addAll(sends(new SendFunctions(sends)));
    rows.addAll(
        bindings(
            new Rows<>(missing -> new BindFunctions(new GatewayBindings(engine, sends, missing)))));
    rows.addAll(counts(lists));
    rows.addAll(lists(lists));
    rows.addAll(
        sessions(
            new Rows<>(
                missing -> new SessionFunctions(new GatewaySessions(engine, everybody, missing)))));
    return rows;
  }

  /**
   * Rows of functions that are made anew for each call.
   *
   * @param functions makes them; they tell which nodes of the cluster their answer lacks
   */
  private record Rows<T>(Function<Consumer<Set<String>>, T> functions) {
    Endpoint row(String name, BiFunction<T, GatewayArguments, GatewayFunction.Prepared> function) {
      return GatewayFunction.row(
          name,
          missing -> {
            T made = functions.apply(missing);
            return arguments -> function.apply(made, arguments);
          });
    }

    /** One without arguments. */
    Endpoint plain(String name, Function<T, CompletionStage<? extends JsonNode>> function) {
      return row(name, (made, arguments) -> () -> function.apply(made));
    }
  }

  private static List<Endpoint> sends(SendFunctions sends) {
    return List.of(
        row("sendToAll", sends::toAll),
        row("sendToClient", sends::toClient),
        row("sendToUid", sends::toUid),
        row("sendToGroup", sends::toGroup));
  }

  private static List<Endpoint> bindings(Rows<BindFunctions> bindings) {
    return List.of(
        bindings.row("bindUid", BindFunctions::bindUid),
        bindings.row("unbindUid", BindFunctions::unbindUid),
        bindings.row("joinGroup", BindFunctions::joinGroup),
        bindings.row("leaveGroup", BindFunctions::leaveGroup),
        bindings.row("ungroup", BindFunctions::ungroup),
        bindings.row("closeClient", BindFunctions::closeClient),
        bindings.row("destoryClient", BindFunctions::destroyClient),
        bindings.row("destroyClient", BindFunctions::destroyClient));
  }

  private static List<Endpoint> counts(Rows<ListFunctions> queries) {
    return List.of(
        queries.row("isOnline", ListFunctions::isOnline),
        queries.row("isUidOnline", ListFunctions::isUidOnline),
        queries.row("isUidsOnline", ListFunctions::areUidsOnline),
        queries.plain("getAllClientIdCount", ListFunctions::clientCount),
        queries.plain("getAllClientCount", ListFunctions::clientCount),
        queries.row("getClientIdCountByGroup", ListFunctions::clientCountByGroup),
        queries.row("getClientCountByGroup", ListFunctions::clientCountByGroup),
        queries.row("batchGetClientIdCountByGroup", ListFunctions::clientCountsByGroup),
        queries.row("getUidCountByGroup", ListFunctions::uidCountByGroup),
        queries.plain("getAllUidCount", ListFunctions::uidCount),
        queries.plain("getAllGroupUidCount", ListFunctions::uidCountsOfAllGroups),
        queries.plain("getAllGroupClientIdCount", ListFunctions::clientCountsOfAllGroups));
  }

  private static List<Endpoint> lists(Rows<ListFunctions> queries) {
    return List.of(
        queries.plain("getAllClientIdList", ListFunctions::clientIds),
        queries.row("getClientIdListByGroup", ListFunctions::clientIdsByGroup),
        queries.row("getClientIdByUid", ListFunctions::clientIdsByUid),
        queries.row("batchGetClientIdByUid", ListFunctions::clientIdsByUids),
        queries.row("getUidByClientId", ListFunctions::uidOfClient),
        queries.row("getUidListByGroup", ListFunctions::uidsByGroup),
        queries.plain("getAllUidList", ListFunctions::uids),
        queries.plain("getAllGroupIdList", ListFunctions::groups),
        queries.plain("getAllGroupUidList", ListFunctions::uidsOfAllGroups),
        queries.plain("getAllGroupClientIdList", ListFunctions::clientIdsOfAllGroups));
  }

  private static List<Endpoint> sessions(Rows<SessionFunctions> store) {
    return List.of(
        store.row("setSession", SessionFunctions::replace),
        store.row("updateSession", SessionFunctions::update),
        store.row("getSession", SessionFunctions::of),
        store.row("getAllClientSessions", SessionFunctions::ofAll),
        store.row("getAllClientInfo", SessionFunctions::ofAll),
        store.row("getClientSessionsByGroup", SessionFunctions::byGroup),
        store.row("getClientInfoByGroup", SessionFunctions::byGroup));
  }

  /** One whose answer is a receipt, which names the nodes itself. */
  private static Endpoint row(String name, GatewayFunction function) {
    return GatewayFunction.row(name, missing -> function);
  }
}
