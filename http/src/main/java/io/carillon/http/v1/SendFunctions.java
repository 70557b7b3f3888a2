package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.gateway.GatewaySends;
import io.carillon.http.gateway.GroupReceipts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The gateway functions that send; each answers with a receipt. */
final class SendFunctions {
  private final GatewaySends sends;

  SendFunctions(GatewaySends sends) {
    this.sends = sends;
  }

  GatewayFunction.Prepared toAll(GatewayArguments arguments) {
    Message message = arguments.message();
    Optional<Set<ConnectionId>> only = arguments.clients("clientIds");
    Set<ConnectionId> exclude = arguments.exclude();
    GatewaySends sending = sends.with(arguments.options());
    return () -> receipt(sending.sendToAll(message, only, exclude));
  }

  GatewayFunction.Prepared toClient(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    Message message = arguments.message();
    GatewaySends sending = sends.with(arguments.options());
    return () -> receipt(sending.sendToClient(client, message));
  }

  GatewayFunction.Prepared toUid(GatewayArguments arguments) {
    List<String> uids = arguments.texts("uid");
    Message message = arguments.message();
    GatewaySends sending = sends.with(arguments.options());
    return () -> receipt(sending.sendToUid(uids, message));
  }

  /** With {@code oncePerGroup}, who is in several of the groups gets several messages. */
  GatewayFunction.Prepared toGroup(GatewayArguments arguments) {
    List<String> groups = arguments.names("group");
    Message message = arguments.message();
    Set<ConnectionId> exclude = arguments.exclude();
    boolean oncePerGroup = arguments.flag("oncePerGroup");
    GatewaySends sending = sends.with(arguments.options());
    return () ->
        oncePerGroup
            ? sending.sendToEachGroup(groups, message, exclude).thenApply(SendFunctions::receipts)
            : receipt(sending.sendToGroup(groups, message, exclude));
  }

  private static CompletionStage<ObjectNode> receipt(CompletionStage<Receipt> sent) {
    return sent.thenApply(ReceiptJson::of);
  }

  /**
   * {@code {"targeted":4,"reached":4,"receipts":[...],"refused":[]}}: the sums, a receipt a group,
   * and the groups that are to be sent to again.
   */
  private static ObjectNode receipts(GroupReceipts sent) {
    ObjectNode json =
        Answer.object().put("targeted", sent.targeted()).put("reached", sent.reached());
    ArrayNode receipts = json.putArray("receipts");
    sent.receipts().forEach(each -> receipts.add(ReceiptJson.of(each)));
    json.set("refused", Answer.array(sent.refused()));
    return json;
  }
}
