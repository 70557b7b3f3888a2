package io.carillon.http.v1;

import io.carillon.engine.Engine;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.gateway.GatewayBindings;
import io.carillon.http.gateway.GatewayLists;
import io.carillon.http.gateway.GatewaySends;
import io.carillon.http.gateway.GatewaySessions;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of {@code /v1/gateway}: the functions of GatewayWorker's {@code Gateway} class under
 * their own names, each a POST with its arguments as JSON.
 */
final class GatewayApi {
  private GatewayApi() {}

  static List<Endpoint> endpoints(Engine engine) {
    GatewaySends sends = new GatewaySends(engine, BroadcastOptions.DEFAULT);
    ListFunctions lists = new ListFunctions(new GatewayLists(engine));
    List<Endpoint> rows = new ArrayList<>();
    rows.addAll(sends(new SendFunctions(sends)));
    rows.addAll(bindings(new BindFunctions(new GatewayBindings(engine, sends))));
    rows.addAll(counts(lists));
    rows.addAll(lists(lists));
    rows.addAll(sessions(new SessionFunctions(new GatewaySessions(engine))));
    return rows;
  }

  private static List<Endpoint> sends(SendFunctions sends) {
    return List.of(
        row("sendToAll", sends::toAll),
        row("sendToClient", sends::toClient),
        row("sendToUid", sends::toUid),
        row("sendToGroup", sends::toGroup));
  }

  private static List<Endpoint> bindings(BindFunctions bindings) {
    return List.of(
        row("bindUid", bindings::bindUid),
        row("unbindUid", bindings::unbindUid),
        row("joinGroup", bindings::joinGroup),
        row("leaveGroup", bindings::leaveGroup),
        row("ungroup", bindings::ungroup),
        row("closeClient", bindings::closeClient),
        row("destoryClient", bindings::destroyClient),
        row("destroyClient", bindings::destroyClient));
  }

  private static List<Endpoint> counts(ListFunctions queries) {
    return List.of(
        row("isOnline", queries::isOnline),
        row("isUidOnline", queries::isUidOnline),
        row("isUidsOnline", queries::areUidsOnline),
        row("getAllClientIdCount", GatewayFunction.of(queries::clientCount)),
        row("getAllClientCount", GatewayFunction.of(queries::clientCount)),
        row("getClientIdCountByGroup", queries::clientCountByGroup),
        row("getClientCountByGroup", queries::clientCountByGroup),
        row("batchGetClientIdCountByGroup", queries::clientCountsByGroup),
        row("getUidCountByGroup", queries::uidCountByGroup),
        row("getAllUidCount", GatewayFunction.of(queries::uidCount)),
        row("getAllGroupUidCount", GatewayFunction.of(queries::uidCountsOfAllGroups)),
        row("getAllGroupClientIdCount", GatewayFunction.of(queries::clientCountsOfAllGroups)));
  }

  private static List<Endpoint> lists(ListFunctions queries) {
    return List.of(
        row("getAllClientIdList", GatewayFunction.of(queries::clientIds)),
        row("getClientIdListByGroup", queries::clientIdsByGroup),
        row("getClientIdByUid", queries::clientIdsByUid),
        row("batchGetClientIdByUid", queries::clientIdsByUids),
        row("getUidByClientId", queries::uidOfClient),
        row("getUidListByGroup", queries::uidsByGroup),
        row("getAllUidList", GatewayFunction.of(queries::uids)),
        row("getAllGroupIdList", GatewayFunction.of(queries::groups)),
        row("getAllGroupUidList", GatewayFunction.of(queries::uidsOfAllGroups)),
        row("getAllGroupClientIdList", GatewayFunction.of(queries::clientIdsOfAllGroups)));
  }

  private static List<Endpoint> sessions(SessionFunctions store) {
    return List.of(
        row("setSession", store::replace),
        row("updateSession", store::update),
        row("getSession", store::of),
        row("getAllClientSessions", store::ofAll),
        row("getAllClientInfo", store::ofAll),
        row("getClientSessionsByGroup", store::byGroup),
        row("getClientInfoByGroup", store::byGroup));
  }

  private static Endpoint row(String name, GatewayFunction function) {
    return function.row(name);
  }
}
