package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Message;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.gateway.GatewayBindings;
import java.util.Optional;

/**
 * The gateway functions that change what a connection is bound to, or end it. A connection that is
 * not there is left alone: {@code success} is false where something should have been put on it.
 */
final class BindFunctions {
  private final GatewayBindings bindings;

  BindFunctions(GatewayBindings bindings) {
    this.bindings = bindings;
  }

  GatewayFunction.Prepared bindUid(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    String uid = arguments.name("uid");
    return () -> bindings.bindUid(client, uid).thenApply(BindFunctions::labelled);
  }

  /** A {@code uid} may be sent and does not matter, as in GatewayWorker. */
  GatewayFunction.Prepared unbindUid(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    arguments.optionalText("uid");
    return () -> bindings.unbindUid(client).thenApply(done -> success(true));
  }

  GatewayFunction.Prepared joinGroup(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    String group = arguments.name("group");
    return () -> bindings.joinGroup(client, group).thenApply(BindFunctions::labelled);
  }

  GatewayFunction.Prepared leaveGroup(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    String group = arguments.text("group");
    return () -> bindings.leaveGroup(client, group).thenApply(done -> success(true));
  }

  /** {@code {"count":3}}: how many were in the group. */
  GatewayFunction.Prepared ungroup(GatewayArguments arguments) {
    String group = arguments.text("group");
    return () -> bindings.ungroup(group).thenApply(count -> Answer.object().put("count", count));
  }

  /** {@code {"success":true,"receipt":null}}; a receipt if there was a last message. */
  GatewayFunction.Prepared closeClient(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    Optional<Message> last = arguments.optionalMessage();
    if (last.isEmpty()) {
      return () -> bindings.closeClient(client).thenApply(closed -> closed(closed, null));
    }
    return () ->
        bindings
            .closeClient(client, last.get())
            .thenApply(receipt -> closed(receipt.targeted() > 0, ReceiptJson.of(receipt)));
  }

  GatewayFunction.Prepared destroyClient(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    return () -> bindings.destroyClient(client).thenApply(BindFunctions::success);
  }

  private static ObjectNode closed(boolean success, ObjectNode receipt) {
    ObjectNode json = success(success);
    json.set("receipt", receipt);
    return json;
  }

  private static ObjectNode labelled(Labelled labelled) {
    if (labelled == Labelled.TOO_MANY) {
      throw Refusal.badRequest(
          "group", "group: the connection is in as many groups as it may be in");
    }
    return success(labelled == Labelled.DONE);
  }

  private static ObjectNode success(boolean success) {
    return Answer.object().put("success", success);
  }
}
