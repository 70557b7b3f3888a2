package io.carillon.http.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.ConnectionId;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.gateway.GatewayLists;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The gateway functions that tell who is there. */
final class ListFunctions {
  private final GatewayLists lists;

  ListFunctions(GatewayLists lists) {
    this.lists = lists;
  }

  /** {@code {"online":true}}. */
  GatewayFunction.Prepared isOnline(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    return () -> online(lists.isOnline(client));
  }

  /** {@code {"online":true}}. */
  GatewayFunction.Prepared isUidOnline(GatewayArguments arguments) {
    String uid = arguments.text("uid");
    return () -> online(lists.isUidOnline(uid));
  }

  /** {@code {"uids":{"7":true}}}. */
  GatewayFunction.Prepared areUidsOnline(GatewayArguments arguments) {
    List<String> uids = arguments.list("uids");
    return () -> byName("uids", lists.areUidsOnline(uids), BooleanNode::valueOf);
  }

  /** {@code {"count":3}}. */
  CompletionStage<ObjectNode> clientCount() {
    return count(lists.clientCount());
  }

  /** {@code {"count":3}}; without a group, or with an empty one, of everybody. */
  GatewayFunction.Prepared clientCountByGroup(GatewayArguments arguments) {
    Optional<String> group = arguments.optionalText("group").filter(text -> !text.isEmpty());
    return () -> count(group.map(lists::clientCount).orElseGet(lists::clientCount));
  }

  /** {@code {"groups":{"a":3}}}. */
  GatewayFunction.Prepared clientCountsByGroup(GatewayArguments arguments) {
    List<String> groups = arguments.list("groups");
    return () -> byName("groups", lists.clientCounts(groups), IntNode::valueOf);
  }

  /** {@code {"clientIds":["..."]}}. */
  CompletionStage<ObjectNode> clientIds() {
    return names("clientIds", lists.clientIds());
  }

  /** {@code {"clientIds":["..."]}}. */
  GatewayFunction.Prepared clientIdsByGroup(GatewayArguments arguments) {
    List<String> groups = arguments.texts("group");
    return () -> names("clientIds", lists.clientIdsByGroup(groups));
  }

  /** {@code {"clientIds":["..."]}}. */
  GatewayFunction.Prepared clientIdsByUid(GatewayArguments arguments) {
    String uid = arguments.text("uid");
    return () -> names("clientIds", lists.clientIdsByUid(uid));
  }

  /** {@code {"uids":{"7":["..."]}}}. */
  GatewayFunction.Prepared clientIdsByUids(GatewayArguments arguments) {
    List<String> uids = arguments.list("uids");
    return () -> byName("uids", lists.clientIdsByUids(uids), Answer::array);
  }

  /** {@code {"uid":"7"}}, or {@code null}. */
  GatewayFunction.Prepared uidOfClient(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    return () -> lists.uidOf(client).thenApply(uid -> Answer.object().put("uid", uid.orElse(null)));
  }

  /** {@code {"uids":["7"]}}. */
  GatewayFunction.Prepared uidsByGroup(GatewayArguments arguments) {
    String group = arguments.text("group");
    return () -> names("uids", lists.uidsByGroup(group));
  }

  /** {@code {"count":1}}. */
  GatewayFunction.Prepared uidCountByGroup(GatewayArguments arguments) {
    String group = arguments.text("group");
    return () -> count(lists.uidCount(group));
  }

  /** {@code {"uids":["7"]}}. */
  CompletionStage<ObjectNode> uids() {
    return names("uids", lists.uids());
  }

  /** {@code {"count":1}}. */
  CompletionStage<ObjectNode> uidCount() {
    return count(lists.uidCount());
  }

  /** {@code {"groups":["a"]}}. */
  CompletionStage<ObjectNode> groups() {
    return names("groups", lists.groups());
  }

  /** {@code {"groups":{"a":["7"]}}}. */
  CompletionStage<ObjectNode> uidsOfAllGroups() {
    return byName("groups", lists.uidsOfAllGroups(), Answer::array);
  }

  /** {@code {"groups":{"a":1}}}. */
  CompletionStage<ObjectNode> uidCountsOfAllGroups() {
    return byName("groups", lists.uidCountsOfAllGroups(), IntNode::valueOf);
  }

  /** {@code {"groups":{"a":["..."]}}}. */
  CompletionStage<ObjectNode> clientIdsOfAllGroups() {
    return byName("groups", lists.clientIdsOfAllGroups(), Answer::array);
  }

  /** {@code {"groups":{"a":3}}}. */
  CompletionStage<ObjectNode> clientCountsOfAllGroups() {
    return byName("groups", lists.clientCountsOfAllGroups(), IntNode::valueOf);
  }

  private static CompletionStage<ObjectNode> online(CompletionStage<Boolean> asked) {
    return asked.thenApply(online -> Answer.object().put("online", online));
  }

  private static CompletionStage<ObjectNode> count(CompletionStage<Integer> asked) {
    return asked.thenApply(count -> Answer.object().put("count", count));
  }

  private static CompletionStage<ObjectNode> names(
      String field, CompletionStage<? extends Collection<?>> asked) {
    return asked.thenApply(names -> Answer.object().set(field, Answer.array(names)));
  }

  private static <T> CompletionStage<ObjectNode> byName(
      String field, CompletionStage<Map<String, T>> asked, Function<T, JsonNode> toJson) {
    return asked.thenApply(
        values -> {
          ObjectNode json = Answer.object();
          ObjectNode byName = json.putObject(field);
          values.forEach((name, value) -> byName.set(name, toJson.apply(value)));
          return json;
        });
  }
}
